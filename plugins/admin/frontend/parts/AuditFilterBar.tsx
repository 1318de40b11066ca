import TextField from '@mui/material/TextField';
import { FilterBar, SearchField, type SetUrlState } from '@netcrab/ui';
import { messages } from '../messages';
import { activeFilters, noFilters, type AuditUrl } from './auditFilters';

const text = messages.audit;
const fields = [
  ['actor', text.actorHint],
  ['action', text.actionHint],
  ['target', text.targetHint],
] as const;

export function AuditFilterBar({ state, set }: { state: AuditUrl; set: SetUrlState<AuditUrl> }) {
  const active = activeFilters(state, set);
  return (
    <FilterBar
      active={active}
      onClear={() => set(noFilters)}
      result={active.length > 0 ? text.matching : text.all}
    >
      {fields.map(([name, hint]) => (
        <SearchField
          key={name}
          label={text[name]}
          placeholder={hint}
          value={state[name]}
          onChange={value => set({ [name]: value, before: 0 }, { replace: true })}
        />
      ))}
      {(['from', 'to'] as const).map(name => (
        <TextField
          key={name}
          type="date"
          size="small"
          label={text[name]}
          value={state[name]}
          onChange={event => set({ [name]: event.target.value, before: 0 })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      ))}
    </FilterBar>
  );
}
