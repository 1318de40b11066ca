import {
  type AuditService,
  type Clock,
  type DatabaseService,
  type Handlers,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import { toMoneyView, type ledgerEndpoints } from '../../contract';
import { byCaller } from '../subscriptions/administration';
import { sumEntries } from './entries';
import type { EntryFilter, Ledger } from './ledger';
import { keepMonthsOpen } from '../revenue/monthLock';
import { journalKind } from '../revenue/postingKinds';
import { journalEntries, journalProblem, type Known } from './journalEntries';
import { ClosedMonthError, InvalidPostingError, PostingConflictError } from './posting';

const pageSize = 100;

export interface LedgerHandlerDeps {
  readonly database: DatabaseService;
  readonly ledger: Ledger;
  readonly audit: AuditService;
  readonly clock: Clock;
  readonly identity: Pick<IdentityService, 'org'>;
  /** Undefined where packs are not installed: their ids are taken as they are. */
  readonly packs: Pick<PacksService, 'get'> | undefined;
}

/**
 * Books outlive what they are about: an org or pack that is gone can still be corrected where the ledger has entries
 * of it.
 */
const knownTo = ({ database: { knex }, ledger, identity, packs }: LedgerHandlerDeps): Known => {
  const hasEntries = async (filter: EntryFilter) =>
    (await ledger.entries(knex, filter, { limit: 1, offset: 0 })).total > 0;
  return {
    org: async orgId => (await identity.org(orgId)) !== null || hasEntries({ orgId }),
    pack: async packId => !packs || packs.get(packId) !== null || hasEntries({ packId }),
  };
};

export const ledgerHandlers = (deps: LedgerHandlerDeps): Handlers<typeof ledgerEndpoints> => {
  const { database, ledger, audit, clock } = deps;
  const known = knownTo(deps);
  return {
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
      const entries = await journalEntries(body, known);
      const key = `manual:${body.key}`;
      try {
        return await database.transaction(async trx => {
          await keepMonthsOpen(trx, database.dialect);
          const now = clock.now();
          const effectiveAt = body.effectiveAt ?? now;
          if (effectiveAt > now)
            throw journalProblem('effectiveAt', 'The date is in the future; leave it out to post as of now');
          const outcome = await ledger.post(trx, {
            key,
            kind: journalKind,
            description: body.reason,
            effectiveAt,
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
        if (error instanceof InvalidPostingError)
          throw journalProblem('entries', error.message.slice(key.length + 2));
        if (error instanceof ClosedMonthError)
          throw journalProblem(
            'effectiveAt',
            `Months before ${error.openFrom} are closed and never edited; leave the date out, or write one from ${error.openFrom}-01 on`,
          );
        if (error instanceof PostingConflictError)
          throw journalProblem('key', 'Another journal was posted under this key; use a new one');
        throw error;
      }
    },
  };
};
