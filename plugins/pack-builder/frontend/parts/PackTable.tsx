import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { Count, DataTable, EmptyState, StatusChip, When, type Column } from '@netcrab/ui';
import { Link as RouterLink } from 'react-router';
import type { PackStatus } from '../../contract';
import { messages } from '../messages';
import { BuildStatusChip } from './columns';

const text = messages.packs;

const columnsWith = (onBuild: (packId: string) => void): readonly Column<PackStatus>[] => [
  {
    id: 'pack',
    header: 'Pack',
    primary: true,
    cell: pack => (
      <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
        <Link component={RouterLink} to={`/marketplace/packs/${pack.packId}`}>
          {pack.title}
        </Link>
        {pack.demo && <StatusChip tone="info" label={text.demo} />}
      </Stack>
    ),
  },
  { id: 'vertical', header: 'Vertical', cell: pack => verticalName(pack.vertical) },
  { id: 'version', header: 'Version', cell: pack => pack.version ?? '–' },
  { id: 'rows', header: 'Rows', align: 'right', cell: pack => <Count value={pack.rows} /> },
  {
    id: 'last',
    header: 'Last build',
    cell: ({ lastBuild }) =>
      lastBuild ? (
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <BuildStatusChip status={lastBuild.status} />
          <Link
            component={RouterLink}
            to={`/admin/builds/${lastBuild.id}`}
            aria-label={`Report of ${lastBuild.packId}`}
          >
            <When at={lastBuild.finishedAt} />
          </Link>
        </Stack>
      ) : (
        text.never
      ),
  },
  {
    id: 'build',
    header: 'Build',
    hideHeader: true,
    align: 'right',
    cell: pack => (
      <Button
        size="small"
        onClick={() => onBuild(pack.packId)}
        aria-label={`${messages.run.one} ${pack.packId}`}
      >
        {messages.run.one}
      </Button>
    ),
  },
];

export function PackTable({
  packs,
  onBuild,
}: {
  packs: readonly PackStatus[];
  onBuild: (packId: string) => void;
}) {
  return (
    <DataTable
      caption={text.caption}
      columns={columnsWith(onBuild)}
      rows={packs}
      rowKey={pack => pack.packId}
      empty={<EmptyState title={text.empty} body={text.emptyBody} />}
    />
  );
}
