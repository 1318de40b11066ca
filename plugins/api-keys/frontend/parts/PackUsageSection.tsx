import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { formatCount, LineChart, Section, UsageBar, When } from '@netcrab/ui';
import type { PackUsage } from '../../contract';
import { messages } from '../messages';
import { FirstRequest } from './FirstRequest';

const text = messages.usage;

type TitledUsage = PackUsage & { readonly title: string };

/** The rows of each day. Where there are none: how to fetch the first, while the month lasts and a subscription counts. */
function Days({ usage: { packId, title, daily, limit, resetsAt } }: { usage: TitledUsage }) {
  if (daily.some(day => day.rows > 0)) {
    return (
      <LineChart
        title={text.daily(title)}
        unit="rows"
        series={[{ name: 'Rows', points: daily.map(day => ({ x: Date.parse(day.date), y: day.rows })) }]}
      />
    );
  }
  if (limit !== null && resetsAt > Date.now()) return <FirstRequest body={text.firstRows} packId={packId} />;
  return (
    <Typography variant="body2" color="textSecondary">
      {text.noRows}
    </Typography>
  );
}

/** One pack's quota and its days. */
export function PackUsageSection({ usage }: { usage: TitledUsage }) {
  return (
    <Section
      variant="card"
      title={usage.title}
      description={
        <>
          The quota starts again <When at={usage.resetsAt} />.{usage.limit === null && ` ${text.noLimit}`}
        </>
      }
    >
      <Stack sx={{ gap: 3 }}>
        <UsageBar label={text.rowsThisMonth} used={usage.used} limit={usage.limit} unit="rows" />
        {usage.reserved > 0 && (
          <Typography variant="body2" color="textSecondary">
            {text.reserved(formatCount(usage.reserved))}
          </Typography>
        )}
        <Days usage={usage} />
      </Stack>
    </Section>
  );
}
