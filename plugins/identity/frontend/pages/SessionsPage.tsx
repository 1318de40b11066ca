import Button from '@mui/material/Button';
import { usePortal } from '@netcrab/plugin-api/frontend';
import {
  ConfirmDialog,
  DataTable,
  DataTableSkeleton,
  Page,
  QueryView,
  StatusChip,
  useToast,
  When,
  type Column,
} from '@netcrab/ui';
import { useState } from 'react';
import type { SessionView } from '../../contract';
import { useAccountClient, useChange, useSessions } from '../api';
import { messages } from '../messages';
import { deviceName } from '../parts/deviceName';

const facts: Column<SessionView>[] = [
  {
    id: 'device',
    header: 'Device',
    primary: true,
    cell: one => <span title={one.userAgent}>{deviceName(one.userAgent)}</span>,
  },
  {
    id: 'state',
    header: 'State',
    cell: one => (one.current ? <StatusChip tone="ok" label="This session" /> : 'Signed in'),
  },
  { id: 'ip', header: 'Address', cell: one => one.ip },
  { id: 'since', header: 'Signed in', cell: one => <When at={one.createdAt} /> },
  { id: 'seen', header: 'Last seen', cell: one => <When at={one.lastSeenAt} /> },
];

export default function SessionsPage() {
  const query = useSessions();
  const client = useAccountClient();
  const { refreshSession } = usePortal();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const end = useChange(
    ({ id }: SessionView) => client.endSession({ params: { sessionId: id } }),
    'sessions',
  );
  const endOthers = useChange(() => client.endOtherSessions(), 'sessions');

  const endOne = async (one: SessionView) => {
    try {
      await end.mutateAsync(one);
      if (one.current) await refreshSession();
      else toast(`${deviceName(one.userAgent)} is signed out.`);
    } catch {
      toast('That session could not be ended. It may have ended already.', { tone: 'bad' });
    }
  };
  const columns: Column<SessionView>[] = [
    ...facts,
    {
      id: 'end',
      header: 'End',
      hideHeader: true,
      align: 'right',
      cell: one => (
        <Button
          size="small"
          aria-label={`Sign out ${one.current ? 'this session' : deviceName(one.userAgent)}`}
          loading={end.isPending && end.variables.id === one.id}
          onClick={() => void endOne(one)}
        >
          Sign out
        </Button>
      ),
    },
  ];
  const others = (query.data?.sessions.length ?? 0) > 1;
  return (
    <Page
      title={messages.sessions.title}
      subtitle={messages.sessions.subtitle}
      actions={
        others && (
          <Button variant="outlined" color="error" onClick={() => setAsking(true)}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <QueryView
        query={query}
        skeleton={<DataTableSkeleton columns={columns} />}
        errorTitle="Your sessions could not be loaded"
      >
        {({ sessions }) => (
          <DataTable caption="Your sessions" columns={columns} rows={sessions} rowKey={one => one.id} />
        )}
      </QueryView>
      <ConfirmDialog
        open={asking}
        title="Sign out everywhere else?"
        body="Every session but this one ends at once. Signing in there again needs your password."
        confirmLabel="Sign out the others"
        tone="danger"
        onConfirm={() => endOthers.mutateAsync(undefined)}
        onClose={() => setAsking(false)}
      />
    </Page>
  );
}
