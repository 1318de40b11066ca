import type { SetUrlState } from '@netcrab/ui';
import { z } from 'zod';
import type { AuditFilterQuery } from '../../contract';
import { messages } from '../messages';

const day = 86_400_000;
const date = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/)
  .catch('')
  .default('');

/** In the address: dates are days, UTC; `before` pages to older entries. */
export const auditUrl = z.object({
  actor: z.string().default(''),
  action: z.string().default(''),
  target: z.string().default(''),
  from: date,
  to: date,
  before: z.coerce.number().int().min(0).catch(0).default(0),
});
export type AuditUrl = z.output<typeof auditUrl>;

const filterNames = ['actor', 'action', 'target', 'from', 'to'] as const;
export const noFilters = { actor: '', action: '', target: '', from: '', to: '', before: 0 };

/** The API's filter; the last day named counts whole. */
export function toFilter({ actor, action, target, from, to }: AuditUrl): AuditFilterQuery {
  const at = (value: string, later: number) => {
    const ms = Date.parse(value);
    return Number.isNaN(ms) ? undefined : ms + later;
  };
  return {
    actor: actor.trim() || undefined,
    action: action.trim() || undefined,
    target: target.trim() || undefined,
    from: at(from, 0),
    to: at(to, day),
  };
}

/** The chips of what is filtered by. */
export const activeFilters = (state: AuditUrl, set: SetUrlState<AuditUrl>) =>
  filterNames
    .filter(name => state[name] !== '')
    .map(name => ({
      key: name,
      label: `${messages.audit[name]}: ${state[name]}`,
      onRemove: () => set({ [name]: '', before: 0 }),
    }));
