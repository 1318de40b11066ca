import TextField from '@mui/material/TextField';
import { ChoiceField } from '@netcrab/ui';
import { useState } from 'react';
import { messages } from '../messages';
import type { UrlFilters } from '../urlFilters';

const text = messages.filters;
const dayMs = 86_400_000;
type Range = keyof typeof text.ranges;
const choices = (Object.entries(text.ranges) as [Range, string][]).map(([value, label]) => ({
  value,
  label,
}));

const dayAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
/** The last 30 days need no parameter, and so stay the last 30 in a link opened later. */
const startOf = (range: Range) => (range === '30' ? '' : dayAgo(Number(range) - 1));

function rangeOf({ from, to }: Pick<UrlFilters, 'from' | 'to'>): Range {
  if (to === '') for (const range of ['30', '7', '90'] as const) if (from === startOf(range)) return range;
  return 'custom';
}

/** The days that a view looks at, as the server completes them: 30, up to today. */
export function daysShown({ from, to }: Pick<UrlFilters, 'from' | 'to'>): { from: string; to: string } {
  const today = dayAgo(0);
  const last = to || (from > today ? from : today);
  const start = new Date(Date.parse(last) - 29 * dayMs).toISOString().slice(0, 10);
  return { from: from || start, to: last };
}

interface Props {
  state: Pick<UrlFilters, 'from' | 'to'>;
  onChange: (range: Pick<UrlFilters, 'from' | 'to'>) => void;
}

/** One of the usual ranges, or any two days. */
export function RangeField({ state, onChange }: Props) {
  const [custom, setCustom] = useState(false);
  const range = custom ? 'custom' : rangeOf(state);
  return (
    <>
      <ChoiceField
        label={text.range}
        value={range}
        choices={choices}
        onChange={chosen => {
          setCustom(chosen === 'custom');
          onChange(
            chosen === 'custom'
              ? { from: state.from || dayAgo(29), to: state.to || dayAgo(0) }
              : { from: startOf(chosen), to: '' },
          );
        }}
      />
      {range === 'custom' &&
        (['from', 'to'] as const).map(end => (
          <TextField
            key={end}
            type="date"
            label={text.names[end]}
            value={state[end]}
            onChange={event => onChange({ ...state, [end]: event.target.value })}
            slotProps={{
              inputLabel: { shrink: true },
              htmlInput: end === 'from' ? { max: state.to || undefined } : { min: state.from || undefined },
            }}
            sx={{ minWidth: 160 }}
          />
        ))}
    </>
  );
}
