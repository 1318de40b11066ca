import AddIcon from '@mui/icons-material/Add';
import KeyIcon from '@mui/icons-material/SensorsOutlined';
import Button from '@mui/material/Button';
import {
  ConfirmDialog,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  Page,
  QueryView,
  StatusChip,
  useToast,
  When,
  type Column,
} from '@netcrab/ui';
import { useState } from 'react';
import type { IngestKeyInfo } from '../../contract';
import { useIngestKeys, useRevokeIngestKey } from '../api';
import { messages } from '../messages';
import { AgentOrgId } from '../parts/AgentOrgId';
import { CreateIngestKeyDialog } from '../parts/CreateIngestKeyDialog';
import { IngestSecretDialog } from '../parts/IngestSecretDialog';

const text = messages.keys;

const columns = (onRevoke: (key: IngestKeyInfo) => void): Column<IngestKeyInfo>[] => [
  { id: 'label', header: 'Label', primary: true, cell: key => key.label },
  { id: 'hint', header: 'Key', cell: key => <code>{key.hint}…</code> },
  {
    id: 'origins',
    header: 'Allowed from',
    cell: key => (key.origins.length === 0 ? text.server : key.origins.join(', ')),
  },
  {
    id: 'state',
    header: 'State',
    cell: key => (
      <StatusChip
        tone={key.revokedAt === null ? 'ok' : 'muted'}
        label={key.revokedAt === null ? text.active : text.revoked}
      />
    ),
  },
  { id: 'created', header: 'Created', cell: key => <When at={key.createdAt} mode="date" /> },
  { id: 'used', header: 'Last used', cell: key => <When at={key.lastUsedAt} /> },
  {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    align: 'right',
    cell: key =>
      key.revokedAt === null && (
        <Button size="small" color="error" onClick={() => onRevoke(key)} aria-label={text.revoke(key.label)}>
          Revoke
        </Button>
      ),
  },
];

export default function IngestKeysPage() {
  const keys = useIngestKeys();
  const revoke = useRevokeIngestKey();
  const toast = useToast();
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<IngestKeyInfo | null>(null);
  const shown = columns(setRevoking);
  const create = (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setCreating(true)}>
      {text.create}
    </Button>
  );
  return (
    <Page title={text.title} subtitle={text.subtitle} actions={create}>
      <QueryView
        query={keys}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={shown} />}
        isEmpty={data => data.keys.length === 0}
        empty={
          <EmptyState icon={<KeyIcon />} title={text.emptyTitle} body={text.emptyBody} action={create} />
        }
      >
        {data => <DataTable caption={text.caption} columns={shown} rows={data.keys} rowKey={key => key.id} />}
      </QueryView>
      <AgentOrgId />
      {creating && (
        <CreateIngestKeyDialog
          onCreated={created => {
            setCreating(false);
            setSecret(created);
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {secret !== null && <IngestSecretDialog secret={secret} onClose={() => setSecret(null)} />}
      {revoking && (
        <ConfirmDialog
          open
          tone="danger"
          title={text.revokeTitle(revoking.label)}
          body={text.revokeBody}
          confirmLabel={text.revokeSubmit}
          onConfirm={async () => {
            await revoke.mutateAsync(revoking);
            toast(text.revokeDone(revoking.label), { tone: 'ok' });
          }}
          onClose={() => setRevoking(null)}
        />
      )}
    </Page>
  );
}
