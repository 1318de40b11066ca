import Typography from '@mui/material/Typography';
import { DataTable, DataTableSkeleton, formatNumber, QueryView, Section, type Column } from '@netcrab/ui';
import type { About, Cluster, Figure, Filters } from '../../contract';
import { useClusters } from '../api';
import { messages } from '../messages';
import { inUnit } from '../numbers';
import { Definitions } from './Definitions';
import { Explained } from './Explained';

const text = messages.segments;
const mean = (unit: string, pick: (cluster: Cluster) => Figure) => (cluster: Cluster) => {
  const { value } = pick(cluster);
  return value === null ? messages.explained.none : inUnit(unit, value);
};

const columnsOf = (about: About | undefined): Column<Cluster>[] => [
  { id: 'name', header: text.group, primary: true, cell: ({ name }) => name },
  {
    id: 'share',
    header: text.share,
    align: 'right',
    cell: ({ share }) => about && <Explained metric="clusterShare" about={about} figure={share} />,
  },
  { id: 'duration', header: text.duration, align: 'right', cell: mean('ms', one => one.duration) },
  { id: 'clicks', header: text.clicks, align: 'right', cell: mean('mean', one => one.clicks) },
  { id: 'friction', header: text.friction, align: 'right', cell: mean('share', one => one.friction) },
  { id: 'abandoned', header: text.abandoned, align: 'right', cell: mean('share', one => one.abandoned) },
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
