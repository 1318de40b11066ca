import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { Role } from '@netcrab/plugin-api/frontend';
import { ConfirmDialog, DataTable, useToast, When, type Column } from '@netcrab/ui';
import { useState } from 'react';
import type { MemberView } from '../../contract';
import { useChange, useMemberClient } from '../api';
import { messages } from '../messages';
import { RolesDialog } from './RolesDialog';
import { rolesText } from './roleText';

interface Props {
  members: readonly MemberView[];
  manages: boolean;
  /** Roles the viewer gives and takes. */
  grantable: readonly Role[];
  self: string;
}

const facts: Column<MemberView>[] = [
  { id: 'email', header: 'E-mail', cell: member => member.email },
  { id: 'roles', header: 'Roles', cell: member => rolesText(member.roles) },
  { id: 'joined', header: 'Joined', cell: member => <When at={member.joinedAt} mode="date" /> },
];

export function MembersTable({ members, manages, grantable, self }: Props) {
  const client = useMemberClient();
  const toast = useToast();
  const [changing, setChanging] = useState<MemberView | null>(null);
  const [removing, setRemoving] = useState<MemberView | null>(null);
  const remove = useChange((userId: string) => client.removeMember({ params: { userId } }), 'members');
  const actions: Column<MemberView> = {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    align: 'right',
    cell: member => (
      <Stack direction="row" sx={{ gap: 0.5, justifyContent: 'flex-end' }}>
        <Button size="small" aria-label={`Roles of ${member.name}`} onClick={() => setChanging(member)}>
          Roles
        </Button>
        {/* Oneself one leaves, on the organisation's page. */}
        {member.userId !== self && member.roles.every(role => grantable.includes(role)) && (
          <Button
            size="small"
            color="error"
            aria-label={`Remove ${member.name}`}
            onClick={() => setRemoving(member)}
          >
            Remove
          </Button>
        )}
      </Stack>
    ),
  };
  const name: Column<MemberView> = {
    id: 'name',
    header: 'Name',
    primary: true,
    cell: member => (member.userId === self ? `${member.name} (you)` : member.name),
  };
  return (
    <>
      <DataTable
        caption={messages.members.title}
        columns={manages ? [name, ...facts, actions] : [name, ...facts]}
        rows={members}
        rowKey={member => member.userId}
      />
      {changing && (
        <RolesDialog member={changing} grantable={grantable} self={self} onClose={() => setChanging(null)} />
      )}
      {removing && (
        <ConfirmDialog
          open
          title={`Remove ${removing.name}?`}
          body={`${removing.name} (${removing.email}) can no longer act for your organisation, from now on. What they made for it stays. Coming back needs an invitation.`}
          confirmLabel="Remove member"
          tone="danger"
          onConfirm={async () => {
            await remove.mutateAsync(removing.userId);
            toast(`${removing.name} is removed.`);
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
