import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Column, Sort } from './column';

interface Props<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
}

/** Cards have no header row to click: the same choice as a list. */
export function PhoneSort<Row>({ columns, sort, onSort }: Props<Row>) {
  const sortable = columns.filter(column => column.sortable);
  if (sortable.length === 0) return null;
  return (
    <TextField
      select
      fullWidth
      label="Sort by"
      value={sort ?? ''}
      onChange={event => onSort(event.target.value)}
      sx={{ mt: 1, mb: 1.5 }}
    >
      {sortable.flatMap(column => [
        <MenuItem key={column.id} value={column.id}>
          {column.header}, ascending
        </MenuItem>,
        <MenuItem key={`-${column.id}`} value={`-${column.id}`}>
          {column.header}, descending
        </MenuItem>,
      ])}
    </TextField>
  );
}
