import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { ApiError } from '@netcrab/plugin-api/frontend';
import {
  ConfirmDialog,
  DataTable,
  EmptyState,
  QueryView,
  StatusChip,
  useToast,
  When,
  type Column,
} from '@netcrab/ui';
import { useState, type ReactNode } from 'react';
import type { InvitationView } from '../../contract';
import { useChange, useInvitations, useMemberClient } from '../api';
import { rolesText } from './roleText';

const facts: Column<InvitationView>[] = [
  { id: 'email', header: 'E-mail', primary: true, cell: one => one.email },
  { id: 'roles', header: 'Roles', cell: one => rolesText(one.roles) },
  { id: 'by', header: 'Invited by', cell: one => one.invitedBy ?? 'a former member' },
  { id: 'sent', header: 'Sent', cell: one => <When at={one.sentAt} /> },
  {
    id: 'ends',
    header: 'Ends',
    cell: one =>
      one.expired ? <StatusChip tone="warn" label="Over its time" /> : <When at={one.expiresAt} />,
  },
];

export function Invitations({ onInvite }: { onInvite: ReactNode }) {
  const query = useInvitations();
  const client = useMemberClient();
  const toast = useToast();
  const [revoking, setRevoking] = useState<InvitationView | null>(null);
  const resend = useChange(
    ({ id }: InvitationView) => client.resendInvitation({ params: { invitationId: id } }),
    'invitations',
  );
  const revoke = useChange(
    (invitationId: string) => client.revokeInvitation({ params: { invitationId } }),
    'invitations',
  );
  const sendAgain = async (one: InvitationView) => {
    try {
      await resend.mutateAsync(one);
      toast(`Sent to ${one.email} again. The earlier link no longer works.`);
    } catch (error) {
      toast(error instanceof ApiError ? error.message : 'It could not be sent.', { tone: 'bad' });
    }
  };
  const columns: Column<InvitationView>[] = [
    ...facts,
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      align: 'right',
      cell: one => (
        <Stack direction="row" sx={{ gap: 0.5, justifyContent: 'flex-end' }}>
          <Button
            size="small"
            aria-label={`Send the invitation to ${one.email} again`}
            loading={resend.isPending && resend.variables.id === one.id}
            onClick={() => void sendAgain(one)}
          >
            Send again
          </Button>
          <Button
            size="small"
            color="error"
            aria-label={`Revoke the invitation to ${one.email}`}
            onClick={() => setRevoking(one)}
          >
            Revoke
          </Button>
        </Stack>
      ),
    },
  ];
  return (
    <>
      <QueryView
        query={query}
        errorTitle="The invitations could not be loaded"
        isEmpty={({ invitations }) => invitations.length === 0}
        empty={
          <EmptyState
            title="No open invitations"
            body="Invite a colleague by mail; they choose their own password."
            action={onInvite}
          />
        }
      >
        {({ invitations }) => (
          <DataTable caption="Open invitations" columns={columns} rows={invitations} rowKey={one => one.id} />
        )}
      </QueryView>
      {revoking && (
        <ConfirmDialog
          open
          title={`Revoke the invitation to ${revoking.email}?`}
          body="Its link stops working at once. You can invite the address again."
          confirmLabel="Revoke invitation"
          tone="danger"
          onConfirm={() => revoke.mutateAsync(revoking.id)}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}
