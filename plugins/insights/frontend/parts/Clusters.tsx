import Typography from '@mui/material/Typography';
import { DataTable, DataTableSkeleton, formatNumber, QueryView, Section, type Column } from '@netcrab/ui';
import type { About, Cluster, Filters } from '../../contract';
import { useClusters } from '../api';
import { messages } from '../messages';
import { Definitions } from './Definitions';
import { Explained } from './Explained';

const text = messages.segments;

const columnsOf = (about: About | undefined): Column<Cluster>[] => [
  { id: 'name', header: text.group, primary: true, cell: ({ name }) => name },
  ...(
    [
      ['share', 'clusterShare'],
      ['duration', 'clusterDuration'],
      ['clicks', 'clusterClicks'],
      ['friction', 'clusterFriction'],
      ['abandoned', 'clusterAbandoned'],
    ] as const
  ).map(([id, metric]): Column<Cluster> => ({
    id,
    header: text[id],
    align: 'right',
    cell: cluster => about && <Explained metric={metric} about={about} figure={cluster[id]} />,
  })),
  {
    id: 'mostly',
    header: text.mostly,
    cell: ({ commonDevice, commonSegment }) =>
      [commonDevice, commonSegment].filter(Boolean).join(', ') || text.mixed,
  },
];

/** Sessions that behave alike, under names that say how. */
export function Clusters({ query }: { query: Filters }) {
  const clusters = useClusters(query);
  const columns = columnsOf(clusters.data?.about);
  return (
    <Section title={text.clusters} description={text.clustersHint}>
      <QueryView query={clusters} skeleton={<DataTableSkeleton columns={columns} rows={3} />}>
        {({ about, clusters: rows, separation }) => (
          <>
            <DataTable
              caption={text.clustersCaption}
              columns={columns}
              rows={rows}
              rowKey={({ name }) => name}
              empty={<Typography variant="body2">{text.noClusters}</Typography>}
            />
            {separation !== null && (
              <Typography variant="body2" color="textSecondary" sx={{ mt: 1, mb: 2 }}>
                {text.separation(formatNumber(separation))}
              </Typography>
            )}
            <Definitions about={about} />
          </>
        )}
      </QueryView>
    </Section>
  );
}
