import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { formatCount } from '../values/format';

export interface PaginationProps {
  /** From 1. */
  page: number;
  pageSize: number;
  /** Of all pages; leave it out where the API does not count, and say `hasMore`. */
  total?: number;
  hasMore?: boolean;
  onPage: (page: number) => void;
  /** What is paged, for the name of the navigation: `Audit entries`. */
  label?: string;
}

export function Pagination({ page, pageSize, total, hasMore, onPage, label = 'Pages' }: PaginationProps) {
  const last = total === undefined ? undefined : Math.max(1, Math.ceil(total / pageSize));
  const more = last === undefined ? (hasMore ?? false) : page < last;
  if (page === 1 && !more) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <Stack
      component="nav"
      aria-label={label}
      direction="row"
      sx={{ mt: 2, gap: 1.5, flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' }}
    >
      <Typography variant="body2" color="textSecondary" role="status">
        {total === undefined
          ? `Page ${formatCount(page)}`
          : `${formatCount(from)}–${formatCount(Math.min(page * pageSize, total))} of ${formatCount(total)}`}
      </Typography>
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button variant="outlined" size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          Previous
        </Button>
        <Button variant="outlined" size="small" disabled={!more} onClick={() => onPage(page + 1)}>
          Next
        </Button>
      </Stack>
    </Stack>
  );
}
