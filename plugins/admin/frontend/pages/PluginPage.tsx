import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { EmptyState, Page, QueryView } from '@netcrab/ui';
import { Link, useParams } from 'react-router';
import type { PluginView } from '../../contract';
import { useHost } from '../api';
import { messages } from '../messages';
import { Configuration, Migrations, Names, SwitchPlugin } from '../parts/PluginParts';
import { formatDuration } from '../parts/duration';
import { PluginStatusChip } from '../parts/status';

const text = messages.plugin;
const crumbs = [{ label: messages.plugins.title, to: '/admin/plugins' }];

/** `core.http` is the host's own; a trailing question mark means the plugin does without. */
const needed = (needs: readonly string[]) =>
  needs
    .filter(id => !id.startsWith('core.'))
    .map(id => (id.endsWith('?') ? `${id.slice(0, -1)} (${text.optional})` : id));

function Details({ plugin }: { plugin: PluginView }) {
  const { status, version, startMs, reason } = plugin;
  return (
    <Stack sx={{ gap: 4 }}>
      <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <PluginStatusChip status={status} />
        <span>{version}</span>
        {startMs !== null && (
          <span>
            {text.startMs}: {formatDuration(startMs)}
          </span>
        )}
      </Stack>
      {reason && (status === 'failed' || status === 'blocked') && (
        <Alert severity={status === 'failed' ? 'error' : 'warning'}>
          {text.why[status]}: {reason}
        </Alert>
      )}
      <SwitchPlugin plugin={plugin} />
      {status !== 'disabled' && (
        <>
          <Names title={text.needs} names={needed(plugin.needs)} empty={text.needsNothing} />
          <Names title={text.dependents} names={plugin.dependents} empty={text.noDependents} />
          <Configuration plugin={plugin} />
          <Migrations plugin={plugin} />
          <Names title={text.endpoints} names={plugin.endpoints} empty={text.noEndpoints} />
        </>
      )}
    </Stack>
  );
}

const missing = (
  <EmptyState
    title={text.missing}
    body={text.missingBody}
    action={
      <Button component={Link} to="/admin/plugins">
        {text.back}
      </Button>
    }
  />
);

export default function PluginPage() {
  const { pluginId = '' } = useParams();
  const host = useHost();
  const found = host.data?.plugins.find(one => one.id === pluginId);
  return (
    <Page title={pluginId} subtitle={found?.description} crumbs={crumbs}>
      <QueryView query={host}>{() => (found ? <Details plugin={found} /> : missing)}</QueryView>
    </Page>
  );
}
