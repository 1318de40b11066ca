import UsageIcon from '@mui/icons-material/DataUsageOutlined';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { EmptyState, Page, QueryView, useUrlState } from '@netcrab/ui';
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

const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** This month and those before it: `2026-11` and its name. */
function recentMonths(): Array<{ key: string; name: string }> {
  const now = new Date();
  return Array.from({ length: monthsBack }, (_, back) => {
    const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back));
    return { key: back === 0 ? '' : start.toISOString().slice(0, 7), name: monthName.format(start) };
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
        <TextField
          select
          size="small"
          label={text.month}
          value={month}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          onChange={event => setUrl({ month: event.target.value })}
        >
          {recentMonths().map(({ key, name }) => (
            <MenuItem key={key} value={key}>
              {name}
            </MenuItem>
          ))}
        </TextField>
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
