import type { Clock, DatabaseService, OrgId } from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { Knex } from 'knex';
import type { Statement } from '../../contract';
import { sumEntries } from '../ledger/entries';
import { closedPacks, frozenSessionsOfOrgs, monthClosedAt } from '../revenue/closedMonths';
import { monthStart, type Month } from '../revenue/months';
import { buildStatement } from './buildStatement';
import { payableEntries, type PayableEntry } from './payableEntries';
import { insertStatements, issuedFor, statementKey } from './statementStore';

export interface Issuing {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly identity: Pick<IdentityService, 'orgs'>;
  readonly titleOf: (packId: string) => string;
}

/** Orgs whose statements are made together: few statements of SQL, little memory. */
const together = 100;

/** Every org that was ever owed anything, or one. */
async function sellers(db: Knex, orgId: OrgId | undefined): Promise<OrgId[]> {
  const query = db('ledger_entries')
    .where({ account: 'seller_payable' })
    .distinct('org_id')
    .orderBy('org_id');
  if (orgId !== undefined) void query.where({ org_id: orgId });
  return query.pluck('org_id');
}

/** By org, then currency. */
type ByCurrency<T> = Map<string, Map<string, T>>;

function inner<T>(all: ByCurrency<T>, orgId: string): Map<string, T> {
  const known = all.get(orgId) ?? new Map<string, T>();
  all.set(orgId, known);
  return known;
}

async function openings(db: Knex, month: Month, orgId: OrgId | undefined): Promise<ByCurrency<bigint>> {
  const filter = { account: 'seller_payable', until: monthStart(month), orgId } as const;
  const found: ByCurrency<bigint> = new Map();
  for (const { row, sum } of await sumEntries(db, filter, ['org_id', 'currency']))
    inner(found, row.org_id ?? '').set(row.currency, -sum);
  return found;
}

async function entriesOf(
  db: Knex,
  month: Month,
  orgs: readonly OrgId[],
): Promise<ByCurrency<PayableEntry[]>> {
  const found: ByCurrency<PayableEntry[]> = new Map();
  for (const entry of await payableEntries(db, month, orgs)) {
    const ofOrg = inner(found, entry.orgId);
    const known = ofOrg.get(entry.currency);
    if (known) known.push(entry);
    else ofOrg.set(entry.currency, [entry]);
  }
  return found;
}

/**
 * Issues the statements of a closed month: one per org and currency with a balance or any entry. What was issued
 * stays as it is, so it may be called again after a crash.
 * @param orgId only this org's
 */
export async function issueStatements(
  { database, clock, identity, titleOf }: Issuing,
  month: Month,
  orgId?: OrgId,
): Promise<void> {
  const db = database.knex;
  if ((await monthClosedAt(db, month)) === null) return;
  const issued = await issuedFor(db, month);
  const opening = await openings(db, month, orgId);
  const packs = await closedPacks(db, { month });
  const orgs = await sellers(db, orgId);
  for (let at = 0; at < orgs.length; at += together) {
    const some = orgs.slice(at, at + together);
    const entries = await entriesOf(db, month, some);
    const sessions = await frozenSessionsOfOrgs(db, month, some);
    const names = new Map((await identity.orgs(some)).map(({ id, name }) => [id, name]));
    const statements: Statement[] = [];
    for (const one of some) {
      const currencies = new Set([...inner(entries, one).keys(), ...inner(opening, one).keys()]);
      for (const currency of currencies) {
        if (issued.has(statementKey(one, currency))) continue;
        statements.push(
          buildStatement({
            orgId: one,
            orgName: names.get(one),
            month,
            currency,
            opening: inner(opening, one).get(currency) ?? 0n,
            entries: inner(entries, one).get(currency) ?? [],
            closedPacks: packs.filter(pack => pack.currency === currency),
            sessions: sessions.get(one) ?? new Map(),
            titleOf,
          }),
        );
      }
    }
    await database.transaction(trx => insertStatements(trx, month, statements, clock.now()));
  }
}

/** Issues the statements of every closed month that has not got all of them yet, oldest first. */
export async function issueOutstanding(issuing: Issuing): Promise<void> {
  const { database, clock } = issuing;
  const months: Month[] = await database
    .knex('billing_closed_months')
    .whereNull('statements_issued_at')
    .orderBy('month')
    .pluck('month');
  for (const month of months) {
    await issueStatements(issuing, month);
    await database.transaction(trx =>
      trx('billing_closed_months').where({ month }).update({ statements_issued_at: clock.now() }),
    );
  }
}
