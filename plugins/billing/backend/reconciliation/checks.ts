import { moneyFromDecimal } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Reconciliation, Statement } from '../../contract';
import { sumEntries } from '../ledger/entries';
import { frozenContributions, findFrozenPack } from '../revenue/closedMonths';
import { countsHash } from '../revenue/countsHash';
import { monthEnd, type Month } from '../revenue/months';
import { statementHash } from '../statements/buildStatement';

type Check = Reconciliation['checks'][number];

const check = (name: string, problems: readonly string[], fine: string): Check => ({
  check: name,
  ok: problems.length === 0,
  detail: problems.length === 0 ? fine : problems.slice(0, 20).join('; '),
});

async function balanced(db: Knex): Promise<Check> {
  const sums = await sumEntries(db, {}, ['currency']);
  const problems = sums.map(({ row, sum }) => `${row.currency} is off by ${sum}`);
  return check('Debits and credits are equal', problems, 'In every currency');
}

async function frozenCounts(db: Knex, month: Month): Promise<Check> {
  const packs: string[] = await db('billing_frozen_packs').where({ month }).pluck('pack_id');
  const problems: string[] = [];
  for (const packId of packs) {
    const frozen = await findFrozenPack(db, month, packId);
    const counted = await frozenContributions(db, month, packId);
    if (frozen && countsHash(packId, month, frozen.rate, counted) !== frozen.hash)
      problems.push(`The counts of ${packId} in ${month} were changed`);
  }
  return check('Frozen counts match their hashes', problems, `${packs.length} packs of ${month}`);
}

async function statements(db: Knex, month: Month): Promise<Check> {
  const documents: string[] = await db('statements').where({ month }).pluck('document');
  const problems: string[] = [];
  const closing = new Map<string, bigint>();
  for (const document of documents) {
    const one = JSON.parse(document) as Statement;
    if (statementHash(one) !== one.hash) problems.push(`The statement of ${one.orgId} was changed`);
    const { minor } = moneyFromDecimal(one.closingBalance, one.currency);
    closing.set(one.currency, (closing.get(one.currency) ?? 0n) + minor);
  }
  const owed = await sumEntries(db, { account: 'seller_payable', until: monthEnd(month) }, ['currency']);
  for (const { row, sum } of owed) {
    if ((closing.get(row.currency) ?? 0n) !== -sum)
      problems.push(
        `Statements close at ${closing.get(row.currency) ?? 0n} ${row.currency}, the ledger at ${-sum}`,
      );
  }
  return check(
    'Statements add up to what is owed to sellers',
    problems,
    `${documents.length} statements of ${month}`,
  );
}

async function stuckPayouts(db: Knex, now: number): Promise<Check> {
  const stuck: string[] = await db('marketplace_org_payouts')
    .where({ state: 'processing' })
    .where('updated_at', '<', now - 86_400_000)
    .pluck('transfer_group');
  return check('No transfer is in doubt for more than a day', stuck, 'None');
}

/** The ledger against itself, and the last closed month against what was frozen and issued for it. */
export async function selfChecks(db: Knex, now: number): Promise<Check[]> {
  const last: { month: Month } | undefined = await db('billing_closed_months')
    .whereNotNull('statements_issued_at')
    .orderBy('month', 'desc')
    .first('month');
  const ofMonth = last ? [await frozenCounts(db, last.month), await statements(db, last.month)] : [];
  return [await balanced(db), ...ofMonth, await stuckPayouts(db, now)];
}
