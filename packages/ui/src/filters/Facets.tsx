import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { formatCount } from '../values/format';

export interface FacetOption {
  value: string;
  label: string;
  /** How many results choosing it would leave. */
  count?: number;
}

export interface FacetGroup {
  id: string;
  label: string;
  options: readonly FacetOption[];
  selected: readonly string[];
}

export interface FacetsProps {
  groups: readonly FacetGroup[];
  onChange: (groupId: string, selected: string[]) => void;
}

const shownAtFirst = 7;

/** The choices beside a list, with how many results each leaves. */
export function Facets({ groups, onChange }: FacetsProps) {
  return (
    <Stack sx={{ gap: 2.5 }}>
      {groups.map(group => (
        <Group key={group.id} group={group} onChange={selected => onChange(group.id, selected)} />
      ))}
    </Stack>
  );
}

function Group({ group, onChange }: { group: FacetGroup; onChange: (selected: string[]) => void }) {
  const [all, setAll] = useState(false);
  const { label, options, selected } = group;
  const shown = all
    ? options
    : options.filter((o, index) => index < shownAtFirst || selected.includes(o.value));
  const toggle = (value: string) =>
    onChange(selected.includes(value) ? selected.filter(one => one !== value) : [...selected, value]);
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 0.5, typography: 'overline', color: 'text.secondary' }}>
        {label}
      </Box>
      {shown.map(option => (
        <Box
          key={option.value}
          component="label"
          sx={{
            display: 'flex',
            alignItems: 'center',
            minHeight: 32,
            borderRadius: '6px',
            typography: 'body2',
            cursor: 'pointer',
            opacity: option.count === 0 && !selected.includes(option.value) ? 0.72 : 1,
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          <Checkbox
            size="small"
            sx={{ padding: 0.5, mr: 0.5 }}
            checked={selected.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <span>{option.label}</span>
          {option.count !== undefined && (
            <Box
              component="span"
              sx={{ ml: 'auto', pl: 1, pr: 0.5, typography: 'caption', color: 'text.secondary' }}
            >
              {formatCount(option.count)}
            </Box>
          )}
        </Box>
      ))}
      {options.length > shownAtFirst && (
        <Button size="small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show all ${options.length}`}
        </Button>
      )}
    </Box>
  );
}
