import type { JournalRequest, LedgerAccount } from '../../../contract';
import { reasonGiven } from './ReasonField';

/** A journal of two entries, as typed. */
export interface JournalForm {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  readonly amount: string;
  readonly currency: string;
  readonly orgId: string;
  readonly packId: string;
  readonly month: string;
  readonly reason: string;
}

export const emptyJournal: JournalForm = {
  debit: 'manual',
  credit: 'seller_payable',
  amount: '',
  currency: 'usd',
  orgId: '',
  packId: '',
  month: '',
  reason: '',
};

const ofOrg: readonly LedgerAccount[] = ['seller_payable', 'payout_in_transit'];
const ofPack: readonly LedgerAccount[] = ['deferred_revenue', 'seller_pool', 'unallocated'];

/** Which accounts need to be told whose they are. */
export const needsOrg = ({ debit, credit }: JournalForm) => ofOrg.includes(debit) || ofOrg.includes(credit);
export const needsPack = ({ debit, credit }: JournalForm) =>
  ofPack.includes(debit) || ofPack.includes(credit);

/** Fields that have to be filled in before it can be posted. */
export function problemsOf(form: JournalForm): ReadonlySet<keyof JournalForm> {
  const wanted: Partial<Record<keyof JournalForm, boolean>> = {
    amount: /^\d+(\.\d+)?$/.test(form.amount.trim()),
    currency: /^[A-Za-z]{3}$/.test(form.currency.trim()),
    orgId: !needsOrg(form) || form.orgId.trim() !== '',
    packId: !needsPack(form) || form.packId.trim() !== '',
    month: !needsPack(form) || form.month !== '',
    reason: reasonGiven(form.reason),
  };
  const names = Object.keys(wanted) as Array<keyof JournalForm>;
  return new Set(names.filter(name => wanted[name] === false));
}

/** @param key made once per form, so that sending it again posts once */
export function journalOf(form: JournalForm, key: string): JournalRequest {
  const entry = (account: LedgerAccount, side: 'debit' | 'credit') => ({
    account,
    side,
    amount: form.amount.trim(),
    currency: form.currency.trim().toLowerCase(),
    ...(ofOrg.includes(account) && { orgId: form.orgId.trim() }),
    ...(ofPack.includes(account) && { packId: form.packId.trim(), month: form.month }),
  });
  return {
    key,
    reason: form.reason.trim(),
    entries: [entry(form.debit, 'debit'), entry(form.credit, 'credit')],
  };
}
