import { ConflictError } from '@netcrab/plugin-api/backend';
import { epsilonOf } from '../privacy/zcdp';

/** A charge to the privacy ledger: what a pack spends of a source's day. The source is a vertical's data. */
export interface Charge {
  readonly source: string;
  readonly day: string;
  readonly packId: string;
  readonly epoch: number;
  readonly purpose: 'plan' | 'release';
  readonly rho: number;
}

export const chargeId = ({ source, day, packId, epoch, purpose }: Omit<Charge, 'rho'>): string =>
  JSON.stringify([source, day, packId, epoch, purpose]);

const text = (rho: number) => String(Number(rho.toFixed(6)));

/**
 * Refuses charges that would spend more than `limit` of any source and day.
 * @param ledger everything charged so far to the days concerned
 * @throws ConflictError whose message is the ledger of the first day that is overspent
 */
export function checkBudget(
  ledger: readonly Charge[],
  charges: readonly Charge[],
  limit: number,
  delta: number,
): void {
  const spent = new Map<string, Charge[]>();
  for (const charge of [...ledger, ...charges]) {
    const key = JSON.stringify([charge.source, charge.day]);
    spent.set(key, [...(spent.get(key) ?? []), charge]);
  }
  for (const charge of charges) {
    const entries = spent.get(JSON.stringify([charge.source, charge.day])) ?? [];
    const total = entries.reduce((sum, one) => sum + one.rho, 0);
    if (total <= limit + 1e-12) continue;
    const before = ledger.filter(one => one.source === charge.source && one.day === charge.day);
    const lines = before.map(one => `${one.packId} epoch ${one.epoch} ${one.purpose} ${text(one.rho)}`);
    throw new ConflictError(
      `Building ${charge.packId} would spend rho ${text(total)} of ${charge.source} on ${charge.day}, more than the ` +
        `${text(limit)} a source may spend in a day (epsilon ${epsilonOf(limit, delta).toFixed(2)}). Spent so far: ` +
        `${lines.join('; ') || 'nothing'}. Lower spec.privacy.rho, retire a pack of this vertical, or raise budgetPerSourceDay.`,
    );
  }
}
