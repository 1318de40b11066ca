import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Theme } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Pagination, type PaginationProps } from './Pagination';
import { PhoneSort } from './PhoneSort';
import { SortHeader } from './SortHeader';
import { ariaSort, type Column, type Sort } from './column';
import { tableStyle } from './tableStyle';
import { visuallyHidden } from '../page/visuallyHidden';

export interface DataTableProps<Row> {
  /** What the table holds; read aloud, and drawn when `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  page?: PaginationProps;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
}

/** A table that turns into cards below `md`, in one DOM: roles are spelled out because CSS takes them away there. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, showCaption, columns, rows, rowKey, sort, onSort, page, empty } = props;
  const phone = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <Box>
      {phone && onSort && <PhoneSort columns={columns} sort={sort} onSort={onSort} />}
      <Box sx={tableStyle}>
        <table role="table">
          <caption style={showCaption ? undefined : visuallyHidden}>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(column => (
                <th
                  key={column.id}
                  role="columnheader"
                  scope="col"
                  style={{ textAlign: column.align, width: column.width }}
                  aria-sort={column.sortable && onSort ? ariaSort(column.id, sort) : undefined}
                >
                  {column.sortable && onSort ? (
                    <SortHeader column={column} sort={sort} onSort={onSort} />
                  ) : (
                    <span style={column.hideHeader ? visuallyHidden : undefined}>{column.header}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map(row => (
              <tr role="row" key={rowKey(row)}>
                {columns.map(column => (
                  <TableCell key={column.id} column={column}>
                    {column.cell(row)}
                  </TableCell>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      {rows.length === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ padding: 3, textAlign: 'center' }}>
          Nothing to list here yet.
        </Typography>
      )}
      {page && <Pagination {...page} />}
    </Box>
  );
}

function TableCell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  return (
    <td
      role="cell"
      style={{ textAlign: column.align }}
      data-label={column.hideHeader || column.primary ? undefined : column.header}
      data-primary={column.primary || undefined}
    >
      {children}
    </td>
  );
}

/** The table to come: the same columns over placeholders. For `QueryView`'s `skeleton`. */
export function DataTableSkeleton<Row>({
  columns,
  rows = 5,
}: {
  columns: readonly Column<Row>[];
  rows?: number;
}) {
  return (
    <Box sx={tableStyle} aria-hidden>
      <table role="presentation">
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.id} style={{ textAlign: column.align, width: column.width }}>
                <span style={column.hideHeader ? visuallyHidden : undefined}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map(column => (
                <TableCell key={column.id} column={column}>
                  <Skeleton
                    width={column.skeletonWidth ?? '60%'}
                    sx={{ display: 'inline-block', maxWidth: '100%', minWidth: 32 }}
                  />
                </TableCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
