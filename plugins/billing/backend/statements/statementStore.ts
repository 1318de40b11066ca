import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Statement } from '../../contract';
import type { Month } from '../revenue/months';
import { canonicalJson } from './canonicalJson';

interface Row {
  org_id: OrgId;
  month: Month;
  currency: string;
  document: string;
  hash: string;
  issued_at: number;
}

const table = 'statements';

/** Of one org and month, by currency. */
export async function findStatements(db: Knex, orgId: OrgId, month: Month): Promise<Statement[]> {
  const rows = await db<Row>(table).where({ org_id: orgId, month }).orderBy('currency').select('document');
  return rows.map(({ document }) => JSON.parse(document) as Statement);
}

/** Orgs and currencies that have their statement of a month. */
export async function issuedFor(db: Knex, month: Month): Promise<Set<string>> {
  const rows = await db<Row>(table).where({ month }).select('org_id', 'currency');
  return new Set(rows.map(row => statementKey(row.org_id, row.currency)));
}

export const statementKey = (orgId: string, currency: string) => `${orgId}\t${currency}`;

/** What was issued stays: a statement that is there is left as it is. */
export async function insertStatements(
  trx: Knex.Transaction,
  month: Month,
  statements: readonly Statement[],
  issuedAt: number,
): Promise<void> {
  for (const statement of statements)
    await trx<Row>(table)
      .insert({
        org_id: statement.orgId as OrgId,
        month,
        currency: statement.currency,
        document: canonicalJson(statement),
        hash: statement.hash,
        issued_at: issuedAt,
      })
      .onConflict(['org_id', 'month', 'currency'])
      .ignore();
}

/** All of an org, newest month first. */
export async function statementsOf(db: Knex, orgId: OrgId): Promise<Statement[]> {
  const rows = await db<Row>(table)
    .where({ org_id: orgId })
    .orderBy([{ column: 'month', order: 'desc' }, { column: 'currency' }])
    .select('document');
  return rows.map(({ document }) => JSON.parse(document) as Statement);
}
