import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { formatCount, LineChart, Section, UsageBar, When } from '@netcrab/ui';
import type { PackUsage } from '../../contract';
import { messages } from '../messages';

const text = messages.usage;

/** One pack's quota and its days. */
export function PackUsageSection({ usage }: { usage: PackUsage & { readonly title: string } }) {
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
        {usage.used === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {text.noRows}
          </Typography>
        ) : (
          <LineChart
            title={text.daily(usage.title)}
            unit="rows"
            series={[
              { name: 'Rows', points: usage.daily.map(day => ({ x: Date.parse(day.date), y: day.rows })) },
            ]}
          />
        )}
      </Stack>
    </Section>
  );
}
