import { createHash } from 'node:crypto';
import { currencyDigits, moneyFromDecimal, type OrgId } from '@netcrab/plugin-api/backend';
import type { PayoutReason } from '../../contract';
import type { StoredAccount } from '../connect/accountStore';

/** What a payout would be of; minor units. */
export interface Payable {
  readonly orgId: OrgId;
  readonly currency: string;
  readonly amount: bigint;
}

export interface PlannedPayout extends Payable {
  readonly account: StoredAccount | null;
  /** Why it is not paid; null when it is. */
  readonly reason: PayoutReason | null;
}

type PaidTo = Pick<StoredAccount, 'state' | 'currency'>;

/** Why nothing may be paid now; null when it may. */
export function payoutObstacle(
  amount: bigint,
  currency: string,
  account: PaidTo | null,
  minimum: bigint,
): PayoutReason | null {
  if (amount <= 0n) return 'nothing_payable';
  if (amount < minimum) return 'below_minimum';
  if (!account || account.state === 'not_started') return 'no_account';
  if (account.state === 'in_review') return 'account_in_review';
  if (account.state === 'restricted') return 'account_restricted';
  return account.currency !== null && account.currency !== currency ? 'currency_mismatch' : null;
}

/**
 * The least that is paid, in minor units of a currency.
 * @param decimal in the main unit of any currency; decimals that a currency does not have round up
 */
export function minimumIn(decimal: string, currency: string): bigint {
  const digits = currencyDigits(currency);
  const [units = '0', fraction = ''] = decimal.split('.');
  const kept = `${units}${digits > 0 ? `.${fraction.slice(0, digits).padEnd(digits, '0')}` : ''}`;
  const { minor } = moneyFromDecimal(kept, currency);
  return /[1-9]/.test(fraction.slice(digits)) ? minor + 1n : minor;
}

/** By org and currency. What is owed to nobody, or owed by a seller, is not planned: it carries forward. */
export function planPayouts(
  payables: readonly Payable[],
  accounts: ReadonlyMap<string, StoredAccount>,
  minimumPayout: string,
): PlannedPayout[] {
  return payables
    .filter(({ amount }) => amount > 0n)
    .map(payable => {
      const account = accounts.get(payable.orgId) ?? null;
      const minimum = minimumIn(minimumPayout, payable.currency);
      return {
        ...payable,
        account,
        reason: payoutObstacle(payable.amount, payable.currency, account, minimum),
      };
    })
    .toSorted((a, b) => (`${a.orgId}\t${a.currency}` < `${b.orgId}\t${b.currency}` ? -1 : 1));
}

/** Same plan, same hash: what is paid to whom and to which account. SHA-256, hex. */
export function planHash(month: string, plan: readonly PlannedPayout[]): string {
  const hash = createHash('sha256').update(`${month}\n`);
  for (const { orgId, currency, amount, reason, account } of plan)
    hash.update(`${[orgId, currency, amount, reason ?? 'pay', account?.id ?? ''].join('\t')}\n`);
  return hash.digest('hex');
}
