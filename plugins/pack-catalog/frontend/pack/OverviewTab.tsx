import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Slot } from '@netcrab/plugin-api/frontend';
import {
  BarChart,
  CardGrid,
  Count,
  EmptyState,
  formatNumber,
  LineChart,
  Markdown,
  Section,
  Stat,
  When,
} from '@netcrab/ui';
import { packAside } from '../../contract/slots';
import type { PackChart, PackDetail } from '../../contract/types';
import { frequencyName, percent } from '../messages';
import { Snippets } from './Snippets';

export function OverviewTab({ pack }: { pack: PackDetail }) {
  return (
    <>
      {pack.headline && <Headline headline={pack.headline} />}
      <CardGrid min={130} label="Quick stats">
        <Stat label="Rows" value={<Count value={pack.rows} compact />} hint="in the latest build" />
        <Stat label="Organisations" value={pack.orgCount ?? '–'} hint="as a band, to protect them" />
        <Stat
          label="Refreshed"
          value={frequencyName(pack.updateFrequency)}
          hint={
            <>
              last <When at={pack.updatedAt} never="not yet" />
            </>
          }
        />
        <Stat
          label="Released"
          value={pack.quality.suppressedShare === null ? '–' : percent(1 - pack.quality.suppressedShare)}
          hint="of sessions stand in a released cell"
        />
      </CardGrid>
      <Section title="About this pack">
        <Markdown text={pack.longDesc} />
      </Section>
      {pack.charts.length > 0 ? (
        pack.charts.map(chart => (
          <Section key={chart.id} variant="card">
            <Chart chart={chart} />
          </Section>
        ))
      ) : (
        <EmptyState
          title="No chart yet"
          body="The chart appears with the first build that has enough organisations and sessions to publish."
        />
      )}
      {pack.useCases.length > 0 && (
        <Section title="What it is for">
          <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.75 }}>
            {pack.useCases.map(useCase => (
              <li key={useCase}>{useCase}</li>
            ))}
          </Box>
        </Section>
      )}
      <Section
        title="Query it"
        description="With an API key of a subscribed organisation; a test key answers the sample."
      >
        <Snippets packId={pack.id} />
      </Section>
      <Slot of={packAside} props={{ packId: pack.id }} />
    </>
  );
}

/** The one comparison worth remembering. */
function Headline({
  headline: { low, high, unit, note },
}: {
  headline: NonNullable<PackDetail['headline']>;
}) {
  const value = (amount: number) => `${formatNumber(amount, 2)} ${unit}`.trim();
  return (
    <Box sx={{ padding: { xs: 2, md: 3 }, borderRadius: '14px', bgcolor: 'background.sunken' }}>
      <Typography variant="h2" component="p" sx={{ textWrap: 'balance', overflowWrap: 'anywhere' }}>
        <em>{high.label}</em> is highest at {value(high.value)}, <em>{low.label}</em> lowest at{' '}
        {value(low.value)}.
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 0.75 }}>
        {note}
      </Typography>
    </Box>
  );
}

function Chart({ chart }: { chart: PackChart }) {
  return (
    <>
      {chart.type === 'line' ? (
        <LineChart
          title={chart.title}
          unit={chart.unit}
          fromZero={false}
          series={[
            { name: chart.title, points: chart.data.map(point => ({ ...point, x: Number(point.x) })) },
          ]}
        />
      ) : (
        <BarChart
          title={chart.title}
          unit={chart.unit}
          series={[
            {
              name: chart.title,
              values: chart.data.map(({ x, y, low, high }) => ({
                label: String(x),
                value: y ?? 0,
                low,
                high,
              })),
            },
          ]}
        />
      )}
      {chart.note && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1 }}>
          {chart.note}
        </Typography>
      )}
    </>
  );
}
