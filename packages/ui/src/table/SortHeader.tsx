import ArrowIcon from '@mui/icons-material/ArrowUpward';
import ButtonBase from '@mui/material/ButtonBase';
import { announce } from '../announce';
import { ariaSort, nextSort, type Column, type Sort } from './column';

interface Props<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
}

export function SortHeader<Row>({ column, sort, onSort }: Props<Row>) {
  const state = ariaSort(column.id, sort);
  const change = () => {
    const next = nextSort(column.id, sort);
    onSort(next);
    announce(`Sorted by ${column.header}, ${next.startsWith('-') ? 'descending' : 'ascending'}`);
  };
  return (
    <ButtonBase
      onClick={change}
      sx={{
        minHeight: 24,
        gap: 0.5,
        flexDirection: column.align === 'right' ? 'row-reverse' : 'row',
        marginInline: -0.75,
        paddingInline: 0.75,
        borderRadius: '5px',
        font: 'inherit',
        color: state === 'none' ? 'inherit' : 'text.primary',
        '& svg': {
          fontSize: 15,
          opacity: state === 'none' ? 0 : 1,
          transform: state === 'descending' ? 'rotate(180deg)' : undefined,
          transition: 'transform 120ms, opacity 120ms',
        },
        '&:hover svg, &.Mui-focusVisible svg': { opacity: state === 'none' ? 0.5 : 1 },
      }}
    >
      {column.header}
      <ArrowIcon aria-hidden />
    </ButtonBase>
  );
}
