import { InvalidRequestError, moneyFromDecimal, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { isCurrency, type JournalRequest, type LedgerAccount } from '../../contract';
import type { Entry } from './posting';

/** What the entries of a journal may name. */
export interface Known {
  org(orgId: OrgId): Promise<boolean>;
  pack(packId: PackId): Promise<boolean>;
}

type Line = JournalRequest['entries'][number];

/** Accounts whose balance is somebody's: without an org nobody's statement would hold it. */
const ofOrg: ReadonlySet<LedgerAccount> = new Set(['seller_payable', 'payout_in_transit']);
/** Accounts that are kept by pack and service month: without them no close would find it. */
const ofPack: ReadonlySet<LedgerAccount> = new Set(['deferred_revenue', 'seller_pool', 'unallocated']);

// Codes of the form, but no money: special drawing rights and a clearing unit.
const units = new Set(['XDR', 'XSU']);
const currencies = new Set(Intl.supportedValuesOf('currency').filter(code => !units.has(code)));

/** Says which field of a journal is wrong, and what to write there. */
export const journalProblem = (field: string, message: string) =>
  new InvalidRequestError('The journal cannot be posted.', [{ field, message }]);

function amountOf({ amount, currency, side }: Line, at: string): bigint {
  if (!isCurrency(currency) || !currencies.has(currency.toUpperCase()))
    throw journalProblem(`${at}.currency`, `There is no currency "${currency}"; write one such as usd`);
  let minor: bigint;
  try {
    ({ minor } = moneyFromDecimal(amount, currency));
  } catch (error) {
    throw journalProblem(`${at}.amount`, error instanceof Error ? error.message : 'Not an amount');
  }
  if (minor === 0n) throw journalProblem(`${at}.amount`, 'Write an amount above zero');
  return side === 'debit' ? minor : -minor;
}

async function toEntry(line: Line, at: string, known: Known): Promise<Entry> {
  const { account, currency, month } = line;
  const amount = amountOf(line, at);
  const orgId = line.orgId as OrgId | undefined;
  const packId = line.packId as PackId | undefined;
  const missing = (field: string, whose: string) =>
    journalProblem(`${at}.${field}`, `${account} is kept by ${whose}; name it`);
  if (ofOrg.has(account) && !orgId) throw missing('orgId', 'organisation');
  if (ofPack.has(account) && !packId) throw missing('packId', 'pack and month');
  if (ofPack.has(account) && month === undefined) throw missing('month', 'pack and month');
  if (orgId !== undefined && !(await known.org(orgId)))
    throw journalProblem(`${at}.orgId`, `There is no organisation "${orgId}"; write the id of one`);
  if (packId !== undefined && !(await known.pack(packId)))
    throw journalProblem(`${at}.packId`, `There is no pack "${packId}"; write the id of one`);
  return {
    account,
    currency,
    amount,
    ...(orgId !== undefined && { orgId }),
    ...(packId !== undefined && { packId }),
    ...(month !== undefined && { month }),
  };
}

/**
 * The entries that a journal asks for, in its order.
 * @throws InvalidRequestError naming the first field that is wrong, such as `entries.1.orgId`
 */
export async function journalEntries({ entries }: JournalRequest, known: Known): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const [line, entry] of entries.entries()) found.push(await toEntry(entry, `entries.${line}`, known));
  return found;
}
