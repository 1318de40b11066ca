import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { DataTable, EmptyState, Page, QueryView, UsageBar, useUrlState, type Column } from '@netcrab/ui';
import { z } from 'zod';
import { packVerticals } from '../../contract';
import { useLedger } from '../api';
import { messages } from '../messages';
import { buildTabs } from '../parts/tabs';

const sources = packVerticals.filter(vertical => vertical !== 'ANY');
const state = z.object({
  source: z
    .enum(['', ...sources])
    .catch('')
    .default(''),
});

type Day = NonNullable<ReturnType<typeof useLedger>['data']>['days'][number];

const columnsWith = (limit: number): readonly Column<Day>[] => [
  { id: 'day', header: 'Day', primary: true, cell: row => row.day },
  { id: 'source', header: messages.ledger.source, cell: row => verticalName(row.source) },
  {
    id: 'spent',
    header: 'Spent of the limit (rho)',
    cell: row => <UsageBar used={row.spent} limit={limit} label={`${verticalName(row.source)} ${row.day}`} />,
  },
  {
    id: 'charges',
    header: 'By',
    cell: row =>
      [
        ...new Set(
          row.charges.map(({ packId, epoch }) => (epoch > 0 ? `${packId} (restated ${epoch}×)` : packId)),
        ),
      ].join(', '),
  },
];

export default function LedgerPage() {
  const [{ source }, setState] = useUrlState(state);
  const ledger = useLedger(source || undefined);
  const text = messages.ledger;
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      tabs={buildTabs}
      actions={
        <TextField
          select
          size="small"
          label={text.source}
          value={source}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ minWidth: 180 }}
          onChange={event => setState({ source: state.parse({ source: event.target.value }).source })}
        >
          <MenuItem value="">All sources</MenuItem>
          {sources.map(one => (
            <MenuItem key={one} value={one}>
              {verticalName(one)}
            </MenuItem>
          ))}
        </TextField>
      }
    >
      <QueryView
        query={ledger}
        isEmpty={data => data.days.length === 0}
        empty={<EmptyState title={text.empty} body={text.emptyBody} />}
      >
        {data => (
          <DataTable
            caption={text.caption}
            columns={columnsWith(data.limit)}
            rows={data.days}
            rowKey={row => `${row.source} ${row.day}`}
          />
        )}
      </QueryView>
    </Page>
  );
}
