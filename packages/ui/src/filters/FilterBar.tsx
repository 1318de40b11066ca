import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface ActiveFilter {
  key: string;
  /** `Vertical: Retail`. */
  label: string;
  onRemove: () => void;
}

export interface FilterBarProps {
  /** Search field, selects, toggles. */
  children?: ReactNode;
  active?: readonly ActiveFilter[];
  onClear?: () => void;
  /** How much is left, in words (`12 packs`): shown, and announced politely when it changes. */
  result?: string;
  /** At the end of the bar: sort, view. */
  trailing?: ReactNode;
}

export function FilterBar({ children, active = [], onClear, result, trailing }: FilterBarProps) {
  // Kept free where filters can come and go, so that nothing below moves; no gap where none can.
  const hasSummary = result !== undefined || onClear !== undefined || active.length > 0;
  return (
    <Box role="group" aria-label="Filters">
      <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
        {children}
        {trailing && <Box sx={{ ml: { md: 'auto' } }}>{trailing}</Box>}
      </Stack>
      {hasSummary && (
        <Stack
          direction="row"
          sx={{ mt: 1.5, gap: 1, flexWrap: 'wrap', alignItems: 'center', minHeight: 32 }}
        >
          <Typography variant="body2" color="textSecondary" role="status" sx={{ mr: 0.5 }}>
            {result}
          </Typography>
          {active.map(filter => (
            <RemoveFilter key={filter.key} filter={filter} />
          ))}
          {active.length > 0 && onClear && (
            <Button size="small" onClick={onClear}>
              Clear filters
            </Button>
          )}
        </Stack>
      )}
    </Box>
  );
}

/** One button per filter: a chip with a separate delete icon would be two controls in one. */
function RemoveFilter({ filter: { label, onRemove } }: { filter: ActiveFilter }) {
  return (
    <Button
      size="small"
      variant="outlined"
      color="inherit"
      aria-label={`Remove filter ${label}`}
      onClick={onRemove}
      endIcon={<CloseIcon sx={{ fontSize: '14px !important' }} />}
      sx={{ minHeight: 28, paddingInline: 1.25, fontWeight: 550 }}
    >
      {label}
    </Button>
  );
}
