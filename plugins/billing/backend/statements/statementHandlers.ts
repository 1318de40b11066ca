import { NotFoundError, reply, type Handlers, type OrgId, type Reply } from '@netcrab/plugin-api/backend';
import type { Statement, statementsEndpoints } from '../../contract';
import { actingSeller } from '../connect/actingSeller';
import type { AccountStore } from '../connect/accountStore';
import { issueStatements, type Issuing } from './issueStatements';
import { findStatements } from './statementStore';

export interface StatementDependencies extends Issuing {
  readonly accounts: AccountStore;
}

interface Asked {
  /** `2026-11-01` */
  readonly month: string;
  readonly currency?: string;
  readonly format: 'json' | 'csv' | 'pdf';
}

async function findStatement(
  deps: StatementDependencies,
  orgId: OrgId,
  { month, currency }: Asked,
): Promise<Statement> {
  const db = deps.database.knex;
  const short = month.slice(0, 7);
  let statements = await findStatements(db, orgId, short);
  if (statements.length === 0) {
    // Closed, and the job that issues statements was broken off: this one is wanted now.
    await issueStatements(deps, short, orgId);
    statements = await findStatements(db, orgId, short);
  }
  const wanted = currency ?? (await deps.accounts.ofOrg(db, orgId))?.currency;
  const found = statements.find(one => one.currency === wanted) ?? (currency ? undefined : statements[0]);
  if (!found)
    throw new NotFoundError(
      `There is no statement of ${short}${currency ? ` in ${currency.toUpperCase()}` : ''}. Statements are issued when a month closes, on the fifth of the next.`,
    );
  return found;
}

const file = (statement: Statement, ending: string, type: string, body: string | Uint8Array): Reply =>
  reply({
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="statement-${statement.month.slice(0, 7)}-${statement.currency}.${ending}"`,
    },
    body,
  });

async function inFormat(statement: Statement, format: Asked['format']): Promise<Statement | Reply> {
  if (format === 'json') return statement;
  if (format === 'csv') {
    const { statementCsv } = await import('./statementCsv');
    return file(statement, 'csv', 'text/csv; charset=utf-8', statementCsv(statement));
  }
  const { statementPdf } = await import('./statementPdf');
  return file(statement, 'pdf', 'application/pdf', await statementPdf(statement));
}

export const statementHandlers = (deps: StatementDependencies): Handlers<typeof statementsEndpoints> => ({
  async statement({ query }, context) {
    return inFormat(await findStatement(deps, actingSeller(context).orgId, query), query.format);
  },
  async internalStatement({ query }) {
    return inFormat(await findStatement(deps, query.orgId as OrgId, query), query.format);
  },
});
