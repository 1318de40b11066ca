import AddIcon from '@mui/icons-material/Add';
import KeyIcon from '@mui/icons-material/VpnKeyOutlined';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import {
  CodeBlock,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  Page,
  QueryView,
  useUrlState,
} from '@netcrab/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { ApiKey } from '../../contract';
import { useKeys } from '../api';
import { messages } from '../messages';
import { CreateKeyDialog } from '../parts/CreateKeyDialog';
import { keyColumns } from '../parts/keyColumns';
import { RevokeKeyDialog } from '../parts/RevokeKeyDialog';
import { RotateKeyDialog } from '../parts/RotateKeyDialog';
import { KeySecretDialog, type ShownSecret } from '../parts/KeySecretDialog';
import { curlLine, useExamplePack } from '../parts/snippets';
import { useKeyTabs } from '../parts/useKeyTabs';

const text = messages.keys;
const urlState = z.object({ ended: z.coerce.boolean().default(false) });

type Open = { readonly what: 'create' } | { readonly what: 'rotate' | 'revoke'; readonly key: ApiKey } | null;

function NoKeys({ onCreate }: { onCreate: () => void }) {
  const { baseUrl } = usePortal().boot;
  const packId = useExamplePack();
  return (
    <EmptyState
      icon={<KeyIcon />}
      title={messages.empty.title}
      body={
        <Stack sx={{ gap: 2, textAlign: 'left' }}>
          <Typography variant="body2">{messages.empty.body}</Typography>
          <CodeBlock
            title={messages.empty.snippet}
            language="bash"
            code={curlLine(baseUrl, '$NETCRAB_API_KEY', packId)}
          />
        </Stack>
      }
      action={
        <Button variant="contained" startIcon={<AddIcon />} onClick={onCreate}>
          {text.create}
        </Button>
      }
    />
  );
}

export default function ApiKeysPage() {
  const keys = useKeys();
  const tabs = useKeyTabs();
  const [{ ended }, setUrl] = useUrlState(urlState);
  const [open, setOpen] = useState<Open>(null);
  // The one place a secret lives in the browser; gone when its dialog closes.
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const close = () => setOpen(null);
  const show = (secret: ShownSecret) => {
    close();
    setShown(secret);
  };
  const create = () => setOpen({ what: 'create' });
  const columns = keyColumns({
    onRotate: key => setOpen({ what: 'rotate', key }),
    onRevoke: key => setOpen({ what: 'revoke', key }),
  });
  const listed = (all: readonly ApiKey[]) =>
    ended ? all : all.filter(key => key.status === 'active' || key.status === 'expiring');

  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      tabs={tabs}
      actions={
        <Button variant="contained" startIcon={<AddIcon />} onClick={create}>
          {text.create}
        </Button>
      }
    >
      <QueryView
        query={keys}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={data => data.keys.length === 0}
        empty={<NoKeys onCreate={create} />}
      >
        {data => (
          <Stack sx={{ gap: 1 }}>
            <FormControlLabel
              control={<Switch checked={ended} onChange={event => setUrl({ ended: event.target.checked })} />}
              label={text.showEnded}
            />
            <DataTable
              caption={text.caption}
              columns={columns}
              rows={listed(data.keys)}
              rowKey={key => key.id}
              empty={<Typography color="textSecondary">{text.noneActive}</Typography>}
            />
          </Stack>
        )}
      </QueryView>
      {open?.what === 'create' && (
        <CreateKeyDialog
          onCreated={({ secret, key }) => show({ secret, label: key.label })}
          onClose={close}
        />
      )}
      {open?.what === 'rotate' && <RotateKeyDialog apiKey={open.key} onRotated={show} onClose={close} />}
      {open?.what === 'revoke' && <RevokeKeyDialog apiKey={open.key} onClose={close} />}
      {shown && <KeySecretDialog shown={shown} onClose={() => setShown(null)} />}
    </Page>
  );
}
