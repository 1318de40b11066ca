import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { DataTable, DataTableSkeleton, Page, QueryView, type Column } from '@netcrab/ui';
import { Link as RouterLink } from 'react-router';
import type { PluginView } from '../../contract';
import { useHost } from '../api';
import { messages } from '../messages';
import { formatDuration } from '../parts/duration';
import { PluginStatusChip } from '../parts/status';

const text = messages.plugins;

const columns: readonly Column<PluginView>[] = [
  {
    id: 'plugin',
    header: text.plugin,
    primary: true,
    cell: ({ id, description }) => (
      <Box>
        <Link component={RouterLink} to={`/admin/plugins/${id}`} sx={{ fontWeight: 600 }}>
          {id}
        </Link>
        <Typography variant="body2" color="textSecondary">
          {description}
        </Typography>
      </Box>
    ),
  },
  {
    id: 'status',
    header: text.status,
    cell: ({ status, reason }) => (
      <Box>
        <PluginStatusChip status={status} />
        {reason && (
          <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
            {reason}
          </Typography>
        )}
      </Box>
    ),
  },
  { id: 'version', header: text.version, cell: ({ version }) => version },
  {
    id: 'start',
    header: text.start,
    align: 'right',
    cell: ({ startMs }) => (
      <span style={{ whiteSpace: 'nowrap' }}>{startMs === null ? text.none : formatDuration(startMs)}</span>
    ),
  },
  { id: 'dependents', header: text.dependents, cell: ({ dependents }) => dependents.join(', ') || text.none },
  {
    id: 'migrations',
    header: text.migrations,
    align: 'right',
    cell: ({ migrations }) =>
      text.pending(migrations.filter(one => one.state !== 'applied').length, migrations.length),
  },
];

export default function PluginsPage() {
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <QueryView query={useHost()} skeleton={<DataTableSkeleton columns={columns} />}>
        {({ plugins }) => (
          <DataTable caption={text.caption} columns={columns} rows={plugins} rowKey={one => one.id} />
        )}
      </QueryView>
    </Page>
  );
}
