import AddIcon from '@mui/icons-material/Add';
import KeyIcon from '@mui/icons-material/VpnKeyOutlined';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { DataTable, DataTableSkeleton, EmptyState, Page, QueryView, Section, useUrlState } from '@netcrab/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { ApiKey } from '../../contract';
import { useKeys } from '../api';
import { messages } from '../messages';
import { CreateKeyDialog } from '../parts/CreateKeyDialog';
import { FirstRequest } from '../parts/FirstRequest';
import { keyColumns } from '../parts/keyColumns';
import { KeySecretDialog, type ShownSecret } from '../parts/KeySecretDialog';
import { RevokeKeyDialog } from '../parts/RevokeKeyDialog';
import { RotateKeyDialog } from '../parts/RotateKeyDialog';
import { useKeyTabs } from '../parts/useKeyTabs';

const text = messages.keys;
const urlState = z.object({ ended: z.coerce.boolean().default(false) });

type Open = { readonly what: 'create' } | { readonly what: 'rotate' | 'revoke'; readonly key: ApiKey } | null;

const works = (key: ApiKey) => key.status === 'active' || key.status === 'expiring';
const waitsForFirstUse = (keys: readonly ApiKey[]) =>
  keys.some(works) && keys.every(key => key.lastUsedAt === null);

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
  const create = (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setOpen({ what: 'create' })}>
      {text.create}
    </Button>
  );
  const columns = keyColumns({
    onRotate: key => setOpen({ what: 'rotate', key }),
    onRevoke: key => setOpen({ what: 'revoke', key }),
  });

  return (
    <Page title={text.title} subtitle={text.subtitle} tabs={tabs} actions={create}>
      <QueryView
        query={keys}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={data => data.keys.length === 0}
        empty={
          <EmptyState
            icon={<KeyIcon />}
            title={messages.empty.title}
            body={<FirstRequest body={messages.empty.body} />}
            action={create}
          />
        }
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
              rows={ended ? data.keys : data.keys.filter(works)}
              rowKey={key => key.id}
              empty={<Typography color="textSecondary">{text.noneActive}</Typography>}
            />
            {waitsForFirstUse(data.keys) && (
              <Section title={text.unusedTitle}>
                <FirstRequest body={text.unused} />
              </Section>
            )}
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
