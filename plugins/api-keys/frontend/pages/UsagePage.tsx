import UsageIcon from '@mui/icons-material/DataUsageOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { ChoiceField, EmptyState, formatMonth, Page, QueryView, useUrlState, type Choice } from '@netcrab/ui';
import { z } from 'zod';
import { useUsage } from '../api';
import { messages } from '../messages';
import { PackUsageSection } from '../parts/PackUsageSection';
import { useKeyTabs } from '../parts/useKeyTabs';

const text = messages.usage;
const monthsBack = 12;
const urlState = z.object({
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$|^$/)
    .catch('')
    .default(''),
});

/** This month, whose value is the empty text, and those before it. */
function recentMonths(): Choice<string>[] {
  const now = new Date();
  return Array.from({ length: monthsBack }, (_, back) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back))
      .toISOString()
      .slice(0, 7);
    return { value: back === 0 ? '' : month, label: formatMonth(month) };
  });
}

export default function UsagePage() {
  const [{ month }, setUrl] = useUrlState(urlState);
  const usage = useUsage(month || undefined);
  const tabs = useKeyTabs();
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      tabs={tabs}
      actions={
        <ChoiceField
          label={text.month}
          value={month}
          choices={recentMonths()}
          onChange={next => setUrl({ month: next })}
        />
      }
    >
      <QueryView
        query={usage}
        errorTitle={text.loadFailed}
        isEmpty={data => data.packs.length === 0}
        empty={
          <EmptyState
            icon={<UsageIcon />}
            title={text.emptyTitle}
            body={text.emptyBody}
            action={
              <Button variant="contained" href="/marketplace">
                {text.browse}
              </Button>
            }
          />
        }
      >
        {data => (
          <Stack sx={{ gap: 3 }}>
            {data.packs.map(pack => (
              <PackUsageSection key={pack.packId} usage={pack} />
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
