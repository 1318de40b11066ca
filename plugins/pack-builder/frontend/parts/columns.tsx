import Link from '@mui/material/Link';
import { StatusChip, When, type Column } from '@netcrab/ui';
import { Link as RouterLink } from 'react-router';
import type { BuildRecord } from '../../contract';
import { statusChips } from '../messages';

export type BuildRow = Omit<BuildRecord, 'report'>;

export const BuildStatusChip = ({ status }: { status: BuildRecord['status'] }) => (
  <StatusChip {...statusChips[status]} />
);

const seconds = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });

export const buildColumns: readonly Column<BuildRow>[] = [
  {
    id: 'pack',
    header: 'Pack',
    primary: true,
    cell: build => (
      <Link component={RouterLink} to={`/admin/builds/${build.id}`}>
        {build.packId}
      </Link>
    ),
  },
  { id: 'status', header: 'Outcome', cell: build => <BuildStatusChip status={build.status} /> },
  { id: 'version', header: 'Version', cell: build => build.version ?? '–' },
  { id: 'asOf', header: 'As of', cell: build => build.asOf },
  { id: 'reason', header: 'Started by', cell: build => build.reason },
  { id: 'at', header: 'When', cell: build => <When at={build.startedAt} /> },
  {
    id: 'took',
    header: 'Took',
    align: 'right',
    cell: build => seconds.format((build.finishedAt - build.startedAt) / 1000),
  },
];
