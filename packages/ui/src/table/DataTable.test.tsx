import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TestPortal } from '../testing';
import { DataTable, DataTableSkeleton } from './DataTable';
import type { Column } from './column';

interface Key {
  id: string;
  label: string;
  calls: number;
}

const columns: Column<Key>[] = [
  { id: 'label', header: 'Label', cell: key => key.label, primary: true, sortable: true },
  { id: 'calls', header: 'Calls', cell: key => key.calls, align: 'right', sortable: true },
  { id: 'actions', header: 'Actions', hideHeader: true, cell: key => <button>Revoke {key.label}</button> },
];
const rows: Key[] = [
  { id: 'a', label: 'CI pipeline', calls: 12 },
  { id: 'b', label: 'Laptop', calls: 3 },
];

const show = (props: Partial<Parameters<typeof DataTable<Key>>[0]> = {}) =>
  render(
    <TestPortal>
      <DataTable caption="API keys" columns={columns} rows={rows} rowKey={key => key.id} {...props} />
    </TestPortal>,
  );

test('is a named table whose cells belong to their headers', () => {
  show();
  const table = screen.getByRole('table', { name: 'API keys' });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(header => header.textContent),
  ).toEqual(['Label', 'Calls', 'Actions']);
  expect(within(table).getByRole('cell', { name: 'CI pipeline' })).toBeVisible();
});

test('a header sorts ascending, then descending, and says so', async () => {
  const user = userEvent.setup();
  const onSort = jest.fn();
  const { rerender } = show({ onSort });
  await user.click(screen.getByRole('button', { name: 'Calls' }));
  expect(onSort).toHaveBeenLastCalledWith('calls');

  rerender(
    <TestPortal>
      <DataTable
        caption="API keys"
        columns={columns}
        rows={rows}
        rowKey={key => key.id}
        sort="calls"
        onSort={onSort}
      />
    </TestPortal>,
  );
  expect(screen.getByRole('columnheader', { name: 'Calls' })).toHaveAttribute('aria-sort', 'ascending');
  screen.getByRole('button', { name: 'Calls' }).focus();
  await user.keyboard('{Enter}');
  expect(onSort).toHaveBeenLastCalledWith('-calls');
  expect(screen.getByText('Sorted by Calls, descending')).toBeInTheDocument();
});

test('on a phone, where headers are gone, sorting is a list', async () => {
  const user = userEvent.setup();
  const onSort = jest.fn();
  const wide = window.matchMedia;
  window.matchMedia = query => ({ ...wide(query), matches: query.includes('max-width') });
  show({ onSort, sort: 'label' });
  await user.click(screen.getByRole('combobox', { name: 'Sort by' }));
  await user.click(screen.getByRole('option', { name: 'Calls, descending' }));
  expect(onSort).toHaveBeenCalledWith('-calls');
  window.matchMedia = wide;
});

test('without rows it shows what explains their absence', () => {
  show({ rows: [], empty: <p>Create your first key</p> });
  expect(screen.getByText('Create your first key')).toBeVisible();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

test('pages through the rows', async () => {
  const user = userEvent.setup();
  const onPage = jest.fn();
  show({ page: { page: 2, pageSize: 2, total: 1005, onPage, label: 'Keys' } });
  expect(screen.getByText('3–4 of 1,005')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await user.click(screen.getByRole('button', { name: 'Previous' }));
  expect(onPage.mock.calls).toEqual([[3], [1]]);
});

test('its skeleton has the same columns and is not read aloud', () => {
  render(
    <TestPortal>
      <DataTableSkeleton columns={columns} rows={2} />
    </TestPortal>,
  );
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
  expect(screen.getByText('Calls')).toBeInTheDocument();
});
