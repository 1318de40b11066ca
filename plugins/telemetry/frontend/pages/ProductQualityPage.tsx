import Typography from '@mui/material/Typography';
import {
  BarChart,
  CardGrid,
  Count,
  LineChart,
  Page,
  QueryView,
  Section,
  Stat,
  When,
  formatNumber,
} from '@netcrab/ui';
import { useParams } from 'react-router';
import type { DataQuality } from '../../contract';
import { useProducts, useQuality } from '../api';
import { messages, ruleName } from '../messages';

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

export default function ProductQualityPage() {
  const { productId = '' } = useParams();
  const quality = useQuality(productId);
  const products = useProducts();
  const name = products.data?.products.find(product => product.productId === productId)?.name ?? productId;
  return (
    <Page
      title={name}
      subtitle={text.subtitle}
      crumbs={[{ label: messages.products.title, to: '/settings/products' }]}
    >
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
              {data.rejections.length === 0 ? (
                <Typography color="textSecondary">{text.rulesEmpty}</Typography>
              ) : (
                <BarChart
                  title={text.rules}
                  unit="events"
                  series={[
                    {
                      name: text.events,
                      values: data.rejections.map(({ rule, count }) => ({
                        label: ruleName(rule),
                        value: count,
                      })),
                    },
                  ]}
                />
              )}
            </Section>
            <Section title={text.versions}>
              {data.sdkVersions.length === 0 ? (
                <Typography color="textSecondary">{text.versionsEmpty}</Typography>
              ) : (
                <BarChart
                  title={text.versions}
                  unit="events"
                  series={[
                    {
                      name: text.events,
                      values: data.sdkVersions.map(({ version, events }) => ({
                        label: version,
                        value: events,
                      })),
                    },
                  ]}
                />
              )}
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  );
}
