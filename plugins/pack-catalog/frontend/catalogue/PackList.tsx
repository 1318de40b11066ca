import Link from '@mui/material/Link';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { Count, DataTable, StatusChip, When, type Column } from '@netcrab/ui';
import type { PackItem } from '../../contract/types';
import { Price } from './PackCard';

const columnsFor = (owned: ReadonlySet<string>): Column<PackItem>[] => [
  {
    id: 'title',
    header: 'Pack',
    primary: true,
    cell: item => (
      <>
        <Link href={`/marketplace/packs/${item.id}`}>{item.title}</Link>{' '}
        {owned.has(item.id) && <StatusChip tone="ok" label="Owned" />}
      </>
    ),
  },
  { id: 'vertical', header: 'Vertical', cell: item => verticalName(item.vertical) },
  { id: 'rows', header: 'Rows', align: 'right', cell: item => <Count value={item.rows} compact /> },
  { id: 'orgs', header: 'Organisations', align: 'right', cell: item => item.orgCount ?? '–' },
  {
    id: 'updated',
    header: 'Updated',
    cell: item => <When at={item.updatedAt} never="first build to come" />,
  },
  { id: 'price', header: 'Price', align: 'right', cell: item => <Price item={item} /> },
];

export function PackList({ items, owned }: { items: readonly PackItem[]; owned: ReadonlySet<string> }) {
  return <DataTable caption="Data packs" columns={columnsFor(owned)} rows={items} rowKey={item => item.id} />;
}
