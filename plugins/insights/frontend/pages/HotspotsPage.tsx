import { DataTable, DataTableSkeleton, EmptyState, QueryView, useUrlState } from '@netcrab/ui';
import Typography from '@mui/material/Typography';
import { z } from 'zod';
import type { Filters } from '../../contract';
import { useHotspots } from '../api';
import { messages } from '../messages';
import { Definitions } from '../parts/Definitions';
import { hotspotColumns } from '../parts/hotspotColumns';
import { InsightsFilters } from '../parts/InsightsFilters';
import { InsightsPage, useViewAddress } from '../parts/InsightsPage';
import { ScreenDetail } from '../parts/ScreenDetail';
import { useFilters } from '../urlFilters';

const text = messages.hotspots;
const schema = z.object({ screen: z.string().max(300).catch('').default('') });

function Ranking({ query }: { query: Filters }) {
  const hotspots = useHotspots(query);
  const address = useViewAddress();
  const columns = hotspotColumns(hotspots.data?.about, one =>
    address('hotspots', { screen: one.screenId, productId: one.productId }),
  );
  return (
    <QueryView
      query={hotspots}
      skeleton={<DataTableSkeleton columns={columns} rows={8} />}
      isEmpty={({ total }) => total === 0}
      empty={<EmptyState title={messages.empty.nothing} body={messages.empty.nothingBody} />}
    >
      {({ about, hotspots: rows, total }) => (
        <>
          <Typography variant="body2" color="textSecondary" role="status">
            {text.shown(rows.length, total)}
          </Typography>
          <DataTable
            caption={text.caption}
            columns={columns}
            rows={rows}
            rowKey={one => `${one.productId} ${one.screenId}`}
          />
          <Definitions about={about} />
        </>
      )}
    </QueryView>
  );
}

export default function HotspotsPage() {
  const { query } = useFilters();
  const [{ screen }] = useUrlState(schema);
  const address = useViewAddress();
  return (
    <InsightsPage
      title={screen || text.title}
      subtitle={text.subtitle}
      crumbs={screen ? [{ label: text.all, to: address('hotspots') }] : undefined}
    >
      {options => (
        <>
          <InsightsFilters options={options} />
          {screen ? <ScreenDetail screenId={screen} query={query} /> : <Ranking query={query} />}
        </>
      )}
    </InsightsPage>
  );
}
