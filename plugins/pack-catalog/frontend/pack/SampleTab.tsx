import {
  DataTable,
  EmptyState,
  FilterBar,
  SearchField,
  Section,
  useUrlState,
  type Column,
} from '@netcrab/ui';
import { z } from 'zod';
import type { PackDetail, SampleRow } from '../../contract/types';
import { JsonValue } from './JsonValue';

const sampleState = z.object({
  q: z.string().default(''),
  sort: z.string().default(''),
  page: z.coerce.number().int().min(1).default(1),
});
const pageSize = 20;

/** The public rows: searched, sorted and paged here, as they all came with the page. */
export function SampleTab({ pack }: { pack: PackDetail }) {
  const [{ q, sort, page }, setState] = useUrlState(sampleState);
  const needle = q.toLowerCase();
  const found = pack.sampleData.filter(
    row => needle === '' || JSON.stringify(Object.values(row)).toLowerCase().includes(needle),
  );
  const rows = sort === '' ? found : [...found].sort(by(sort));
  const last = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(page, last);
  const columns: Column<SampleRow & { key: string }>[] = pack.schema.fields.map(({ name, type }, index) => ({
    id: name,
    header: name,
    primary: index === 0,
    sortable: type !== 'json' && type !== 'string[]',
    align: type === 'integer' || type === 'number' ? 'right' : 'left',
    cell: row => cellOf(type, row[name]),
  }));
  if (pack.sampleData.length === 0) {
    return (
      <EmptyState
        title="No sample yet"
        body="The newest 100 rows are public from the first build that publishes."
      />
    );
  }
  return (
    <Section
      title="Sample"
      description="The newest 100 rows, free for anyone. Noise and thresholds are the same as in the full pack."
    >
      <FilterBar result={`${rows.length} of ${pack.sampleData.length} rows`}>
        <SearchField label="Search the sample" value={q} onChange={value => setState({ q: value })} />
      </FilterBar>
      <DataTable
        caption={`Sample of ${pack.title}`}
        columns={columns}
        rows={rows
          .slice((current - 1) * pageSize, current * pageSize)
          .map((row, index) => ({ ...row, key: `${current}.${index}` }))}
        rowKey={row => row.key}
        sort={sort}
        onSort={next => setState({ sort: next })}
        page={{
          page: current,
          pageSize,
          total: rows.length,
          onPage: next => setState({ page: next }),
          label: 'Sample rows',
        }}
        empty={
          <EmptyState title="No row has that" body="The search looks into every field of the 100 rows." />
        }
      />
    </Section>
  );
}

/** A day in one piece, though it has hyphens. */
const Day = ({ children }: { children: string }) => <span style={{ whiteSpace: 'nowrap' }}>{children}</span>;

function cellOf(type: PackDetail['schema']['fields'][number]['type'], value: SampleRow[string] | undefined) {
  if (type === 'date') return <Day>{shown(value)}</Day>;
  return type === 'json' && typeof value === 'object' && value !== null && !Array.isArray(value) ? (
    <JsonValue value={value} />
  ) : (
    shown(value)
  );
}

function shown(value: SampleRow[string] | undefined): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.join(' → ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const by = (sort: string) => {
  const name = sort.replace(/^-/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  return (a: SampleRow, b: SampleRow) => {
    const [left, right] = [a[name] ?? '', b[name] ?? ''];
    return (
      sign *
      (typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'en'))
    );
  };
};
