import Typography from '@mui/material/Typography';
import {
  BarChart,
  CardGrid,
  Count,
  LineChart,
  QueryView,
  Section,
  Stat,
  When,
  formatNumber,
  type BarValue,
} from '@netcrab/ui';
import { useParams } from 'react-router';
import type { DataQuality } from '../../contract';
import { useQuality } from '../api';
import { messages, ruleName, skewNames } from '../messages';
import { ProductFrame } from '../parts/ProductFrame';

const text = messages.quality;

const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${formatNumber(Math.round((part / whole) * 1000) / 10)} %`;

const total = (days: DataQuality['days'], field: 'accepted' | 'rejected' | 'late'): number =>
  days.reduce((sum, day) => sum + day[field], 0);

function Figures({ days, lastEventAt }: DataQuality) {
  const accepted = total(days, 'accepted');
  const rejected = total(days, 'rejected');
  return (
    <CardGrid>
      <Stat label={text.accepted} value={<Count value={accepted} />} />
      <Stat label={text.rejected} value={share(rejected, accepted + rejected)} hint={text.rejectedHint} />
      <Stat label={text.late} value={share(total(days, 'late'), accepted)} hint={text.lateHint} />
      <Stat label={text.last} value={<When at={lastEventAt} />} />
    </CardGrid>
  );
}

const series = (name: string, days: DataQuality['days'], field: 'accepted' | 'rejected') => ({
  name,
  points: days.map(day => ({ x: Date.parse(day.day), y: day[field] })),
});

/** Events by something, most first; a sentence where there are none. */
function Bars({ title, empty, values }: { title: string; empty: string; values: readonly BarValue[] }) {
  if (values.every(({ value }) => value === 0)) return <Typography color="textSecondary">{empty}</Typography>;
  return <BarChart title={title} unit="events" series={[{ name: text.events, values: [...values] }]} />;
}

export default function ProductQualityPage() {
  const { productId = '' } = useParams();
  const quality = useQuality(productId);
  return (
    <ProductFrame productId={productId} subtitle={text.subtitle}>
      <QueryView query={quality} errorTitle={text.loadFailed}>
        {data => (
          <>
            <Figures {...data} />
            <Section title={text.chart}>
              <LineChart
                title={text.chart}
                unit="events"
                series={[
                  series(text.accepted, data.days, 'accepted'),
                  series(text.rejected, data.days, 'rejected'),
                ]}
              />
            </Section>
            <Section title={text.rules}>
              <Bars
                title={text.rules}
                empty={text.rulesEmpty}
                values={data.rejections.map(({ rule, count }) => ({ label: ruleName(rule), value: count }))}
              />
            </Section>
            <Section title={text.skew} description={text.skewHint}>
              <Bars
                title={text.skew}
                empty={text.versionsEmpty}
                values={data.clockSkew.map(({ band, events }) => ({ label: skewNames[band], value: events }))}
              />
            </Section>
            <Section title={text.versions}>
              <Bars
                title={text.versions}
                empty={text.versionsEmpty}
                values={data.sdkVersions.map(({ version, events }) => ({ label: version, value: events }))}
              />
            </Section>
          </>
        )}
      </QueryView>
    </ProductFrame>
  );
}
