import TextField from '@mui/material/TextField';
import {
  ChoiceField,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  FilterBar,
  formatCount,
  formatMonth,
  QueryView,
  Section,
  useUrlState,
  type ActiveFilter,
} from '@netcrab/ui';
import { z } from 'zod';
import { ledgerAccounts } from '../../../contract';
import { useLedgerEntries } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { accountNames } from '../../moneyNames';
import { entryColumns } from './ledgerColumns';

const text = moneyMessages.ledger;
const words = z.string().max(120).catch('').default('');
const urlState = z.object({
  account: z
    .enum(['', ...ledgerAccounts])
    .catch('')
    .default(''),
  org: words,
  pack: words,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .or(z.literal(''))
    .catch('')
    .default(''),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});
const nothing = { account: '', org: '', pack: '', month: '' } as const;

/** Entries of the ledger, found by what the address names. */
export function LedgerEntries() {
  const [{ account, org, pack, month, page }, setUrl] = useUrlState(urlState);
  const entries = useLedgerEntries(
    {
      account: account || undefined,
      orgId: org || undefined,
      packId: pack || undefined,
      month: month || undefined,
    },
    page,
  );
  const active: ActiveFilter[] = [
    account && {
      key: 'account',
      label: accountNames[account].label,
      onRemove: () => setUrl({ account: '' }),
    },
    org && { key: 'org', label: `${text.org}: ${org}`, onRemove: () => setUrl({ org: '' }) },
    pack && { key: 'pack', label: `${text.pack}: ${pack}`, onRemove: () => setUrl({ pack: '' }) },
    month && { key: 'month', label: formatMonth(month), onRemove: () => setUrl({ month: '' }) },
  ].filter(one => one !== '');
  return (
    <Section title={text.entriesTitle} id="entries">
      <FilterBar
        active={active}
        onClear={() => setUrl(nothing)}
        result={entries.data && text.matches(formatCount(entries.data.total))}
      >
        <ChoiceField
          label={text.account}
          value={account}
          any={text.anyAccount}
          choices={ledgerAccounts.map(value => ({ value, label: accountNames[value].label }))}
          onChange={next => setUrl({ account: next })}
        />
        <TextField
          size="small"
          type="month"
          label={text.month}
          value={month}
          slotProps={{ inputLabel: { shrink: true } }}
          onChange={event => setUrl({ month: event.target.value })}
        />
      </FilterBar>
      <QueryView
        query={entries}
        errorTitle={text.entriesFailed}
        skeleton={<DataTableSkeleton columns={entryColumns} />}
        isEmpty={data => data.total === 0}
        empty={<EmptyState title={text.entriesEmptyTitle} body={text.entriesEmptyBody} />}
      >
        {({ entries: rows, total, pageSize }) => (
          <DataTable
            caption={text.entriesCaption}
            columns={entryColumns}
            rows={rows}
            rowKey={entry => `${entry.postingId} ${entry.line}`}
            page={{
              page,
              pageSize,
              total,
              onPage: next => setUrl({ page: next }),
              label: text.entriesCaption,
            }}
          />
        )}
      </QueryView>
    </Section>
  );
}
