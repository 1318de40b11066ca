import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Bytes, CopyButton, Count, DataTable, EmptyState, StatusChip, When, type Column } from '@netcrab/ui';
import type { SnapshotView } from '../../contract/types';

const columns: Column<SnapshotView>[] = [
  {
    id: 'window',
    header: 'Snapshot',
    primary: true,
    cell: ({ window, version }) => `${window === 'latest' ? 'Everything' : window} · v${version}`,
  },
  { id: 'built', header: 'Built', cell: ({ builtAt }) => <When at={builtAt} /> },
  { id: 'rows', header: 'Rows', align: 'right', cell: ({ rows }) => <Count value={rows} /> },
  {
    id: 'cost',
    header: 'Cost',
    cell: ({ charged, rows }) =>
      charged ? (
        <StatusChip tone="ok" label="paid this month" />
      ) : (
        <Count value={rows} unit="rows of quota" />
      ),
  },
  { id: 'files', header: 'Files', cell: snapshot => <Files snapshot={snapshot} /> },
];

/** Whole snapshots: each is charged once a month, however often it is fetched. */
export function Downloads({ snapshots }: { snapshots: readonly SnapshotView[] }) {
  return (
    <DataTable
      caption="Snapshots to download"
      columns={columns}
      rows={snapshots}
      rowKey={({ version, window, buildId }) => `${version}/${window}/${buildId}`}
      empty={<EmptyState title="No snapshot yet" body="The first build that publishes brings one." />}
    />
  );
}

function Files({ snapshot }: { snapshot: SnapshotView }) {
  return (
    <Stack sx={{ gap: 1 }}>
      {snapshot.files.map(({ format, size, sha256, url }) => (
        <Stack key={format} direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button
            size="small"
            variant="outlined"
            component="a"
            href={url}
            download
            aria-label={`Download ${format} of ${snapshot.window} v${snapshot.version}`}
          >
            {format.toUpperCase()} · <Bytes value={size} />
          </Button>
          <Typography variant="caption" color="textSecondary" title={`SHA-256 ${sha256}`}>
            <code>{sha256.slice(0, 8)}…</code>
          </Typography>
          <CopyButton text={sha256} label={`Copy the SHA-256 of the ${format} file`} variant="icon" />
        </Stack>
      ))}
    </Stack>
  );
}
