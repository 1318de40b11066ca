import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { BarChart, CardGrid, Page, QueryView, Section, Stat, StatusChip, When } from '@netcrab/ui';
import { Link as RouterLink } from 'react-router';
import type { HostView, PluginView } from '../../contract';
import { useHost } from '../api';
import { messages } from '../messages';
import { PluginStatusChip } from '../parts/status';

const text = messages.health;

const needsAttention = ({ status, migrations }: PluginView) =>
  status === 'failed' ||
  status === 'blocked' ||
  migrations.some(one => one.state !== 'applied' && status !== 'disabled');

const troubleOf = ({ reason, migrations }: PluginView) =>
  reason ??
  messages.plugins.pending(migrations.filter(one => one.state !== 'applied').length, migrations.length);

const startTimes = (plugins: readonly PluginView[]) =>
  plugins.flatMap(({ id, startMs }) => (startMs === null ? [] : [{ label: id, value: startMs }]));

function Trouble({ plugins }: { plugins: readonly PluginView[] }) {
  if (plugins.length === 0) return <Typography color="textSecondary">{text.fine}</Typography>;
  return (
    <Stack sx={{ gap: 1.5 }}>
      {plugins.map(plugin => (
        <div key={plugin.id}>
          <PluginStatusChip status={plugin.status} />{' '}
          <Link component={RouterLink} to={`/admin/plugins/${plugin.id}`}>
            {plugin.id}
          </Link>
          <Typography variant="body2">{troubleOf(plugin)}</Typography>
        </div>
      ))}
    </Stack>
  );
}

function Figures({ host }: { host: HostView }) {
  const ready = host.plugins.filter(one => one.status === 'ready').length;
  const state = (
    <StatusChip tone={host.ready ? 'ok' : 'bad'} label={host.ready ? text.ready : text.notReady} />
  );
  return (
    <CardGrid>
      <Stat label={text.readiness} value={state} hint={text.ok(ready)} />
      <Stat label={text.version} value={host.version} />
      <Stat label={text.node} value={host.node} />
      <Stat label={text.database} value={host.database} />
      <Stat label={text.environment} value={host.environment} />
      <Stat label={text.since} value={<When at={host.startedAt} />} />
    </CardGrid>
  );
}

export default function HealthPage() {
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <QueryView query={useHost()}>
        {host => (
          <Stack sx={{ gap: 4 }}>
            <Figures host={host} />
            <Section title={text.trouble}>
              <Trouble plugins={host.plugins.filter(needsAttention)} />
            </Section>
            <Section title={text.startUp}>
              <BarChart
                title={text.startUpTitle}
                unit="ms"
                series={[{ name: text.startUp, values: startTimes(host.plugins) }]}
              />
            </Section>
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
