import { QuotaExceededError } from '@netcrab/plugin-api/backend';
import type { QuotaRequest } from '../../contract';
import type { Month } from './calendar';
import type { LeaseAnswer } from './leaseStore';
import type { Slice } from './slice';

/** What a request is told that its quota has no room for. @param own slices of the quota that this instance has */
export function exceeded(
  { packId, rowsPerMonth: limit }: QuotaRequest,
  requested: number,
  answer: Extract<LeaseAnswer, { outcome: 'refused' }>,
  own: readonly Slice[],
  month: Month,
  now: number,
): QuotaExceededError {
  const used = answer.used + own.reduce((sum, one) => sum + one.unsettled, 0);
  const idle = own.reduce((sum, one) => sum + one.free + one.unsettled, 0);
  const reserved = Math.max(0, answer.own + answer.others - idle);
  const left = Math.max(0, limit - used - reserved);
  const resetsAt = new Date(month.end).toISOString();
  return new QuotaExceededError(
    `This request needs ${requested} rows of "${packId}" and ${left} of this month's ${limit} are left. ` +
      `Ask for fewer rows, move to a larger tier, or wait until ${resetsAt}.`,
    {
      details: { used, reserved, limit, requested, resetsAt },
      headers: { 'retry-after': String(Math.max(1, Math.ceil((month.end - now) / 1000))) },
    },
  );
}
