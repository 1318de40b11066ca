import {
  InvalidRequestError,
  moneyFromDecimal,
  type AuditService,
  type Clock,
  type DatabaseService,
  type Handlers,
  type OrgId,
  type PackId,
} from '@netcrab/plugin-api/backend';
import { isCurrency, toMoneyView, type JournalRequest, type ledgerEndpoints } from '../../contract';
import { byCaller } from '../subscriptions/administration';
import { sumEntries } from './entries';
import type { EntryFilter, Ledger } from './ledger';
import { journalKind } from '../revenue/postingKinds';
import { InvalidPostingError, PostingConflictError, type Entry } from './posting';

const pageSize = 100;

export interface LedgerHandlerDeps {
  readonly database: DatabaseService;
  readonly ledger: Ledger;
  readonly audit: AuditService;
  readonly clock: Clock;
}

const problem = (field: string, message: string) =>
  new InvalidRequestError('The journal cannot be posted.', [{ field, message }]);

function toEntries(request: JournalRequest): Entry[] {
  return request.entries.map(({ account, side, amount, currency, orgId, packId, month }, line) => {
    if (!isCurrency(currency))
      throw problem(`entries.${line}.currency`, `There is no currency "${currency}"`);
    let minor: bigint;
    try {
      ({ minor } = moneyFromDecimal(amount, currency));
    } catch (error) {
      throw problem(`entries.${line}.amount`, error instanceof Error ? error.message : 'Not an amount');
    }
    if (minor === 0n) throw problem(`entries.${line}.amount`, 'Write an amount above zero');
    return {
      account,
      currency,
      amount: side === 'debit' ? minor : -minor,
      ...(orgId !== undefined && { orgId: orgId as OrgId }),
      ...(packId !== undefined && { packId: packId as PackId }),
      ...(month !== undefined && { month }),
    };
  });
}

export const ledgerHandlers = ({
  database,
  ledger,
  audit,
  clock,
}: LedgerHandlerDeps): Handlers<typeof ledgerEndpoints> => ({
  async ledgerEntries({ query: { page, to, ...query } }) {
    const filter = { ...query, until: to } as EntryFilter;
    const { entries, total } = await ledger.entries(database.knex, filter, {
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    const sums = await sumEntries(database.knex, filter, ['currency']);
    return {
      entries: entries.map(({ key: _, amount, currency, orgId, packId, month, ...entry }) => ({
        ...entry,
        orgId: orgId ?? null,
        packId: packId ?? null,
        month: month ?? null,
        amount: toMoneyView(amount, currency),
      })),
      total,
      pageSize,
      sums: sums.map(({ row, sum }) => toMoneyView(sum, row.currency)),
    };
  },

  async trialBalance({ query }) {
    // Exclusive: what is posted this very moment belongs to now.
    const at = query.at ?? clock.now() + 1;
    const { accounts, sums } = await ledger.trialBalance(database.knex, at);
    return {
      at,
      accounts: accounts.map(({ account, currency, balance }) => ({
        account,
        balance: toMoneyView(balance, currency),
      })),
      sums: [...sums].map(([currency, sum]) => toMoneyView(sum, currency)),
    };
  },

  async postJournal({ body }, context) {
    const { actor, ip, requestId } = byCaller(context, body.reason);
    const entries = toEntries(body);
    const key = `manual:${body.key}`;
    try {
      return await database.transaction(async trx => {
        const outcome = await ledger.post(trx, {
          key,
          kind: journalKind,
          description: body.reason,
          effectiveAt: body.effectiveAt ?? clock.now(),
          reference: { by: actor.id },
          entries,
        });
        if (outcome === 'posted') {
          await audit.record(
            {
              action: 'money.journal',
              actor,
              target: { type: 'posting', id: key },
              after: { reason: body.reason, entries: body.entries },
              ip,
              requestId,
            },
            trx,
          );
        }
        return { outcome };
      });
    } catch (error) {
      if (error instanceof InvalidPostingError) throw problem('entries', error.message.slice(key.length + 2));
      if (error instanceof PostingConflictError)
        throw problem('key', 'Another journal was posted under this key; use a new one');
      throw error;
    }
  },
});
