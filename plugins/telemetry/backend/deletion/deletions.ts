import type {
  AuditActor,
  AuditService,
  Clock,
  DatabaseService,
  EventsService,
  Ids,
  Logger,
  WarehouseService,
} from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { productErased, type Deletion, type DeletionProof } from '../../contract';
import type { BaselineRules } from '../facts/settleBaselines';
import type { RecentIds } from '../ingest/recentIds';
import type { LiveFeed } from '../live/liveFeed';
import type { EventLog } from '../log/eventLog';
import type { DeletionRequest, DeletionStore } from './deletionStore';
import { eraseRows, type RowCount } from './eraseRows';
import { subjectOf, type Erasures } from './erasures';

export interface DeletionsOptions {
  readonly store: DeletionStore;
  readonly database: DatabaseService;
  readonly warehouse: WarehouseService;
  readonly erasures: Erasures;
  readonly log: EventLog;
  readonly live: LiveFeed;
  readonly recent: RecentIds;
  /** Writes what was counted and not saved yet. */
  readonly flushCounters: () => Promise<void>;
  /** Everything in the log stands in the facts. */
  readonly processed: () => Promise<void>;
  /** The facts changed; resolves when what follows from them is computed. */
  readonly recompute: () => Promise<void>;
  readonly rules: BaselineRules;
  readonly audit: AuditService;
  readonly events: Pick<EventsService, 'publish'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

const firstRetryMs = 1_000;
const maxRetryMs = 60_000;
const system: AuditActor = { kind: 'system', id: 'telemetry' };

/** SHA-256 over the request and the proof without its hash, keys in this order. */
export function proofHash(
  { id, orgId, productId, subject, requestedAt }: Omit<DeletionRequest, 'userHash' | 'requestedBy'>,
  { tables, logSegments, until, finishedAt }: Omit<DeletionProof, 'hash'>,
): string {
  const said = { id, orgId, productId, subject, requestedAt, tables, logSegments, until, finishedAt };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/**
 * Deletes data on request. Each step may be repeated, and a request is done only after its last, so one that a crash
 * interrupted is carried out again from the start.
 */
export function createDeletions(options: DeletionsOptions) {
  const { store, database, warehouse, erasures, log, live, recent, audit, events, clock, ids, logger } =
    options;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let asked = false;
  const stopped = new Promise<never>((_, reject) => {
    stopping.signal.addEventListener('abort', () => reject(new Error('The portal shuts down.')));
  });
  stopped.catch(() => undefined);
  /** At a shutdown nothing is waited for: the next start does it again. */
  const unlessStopped = <T>(work: Promise<T>): Promise<T> => Promise.race([work, stopped]);

  const target = ({ productId }: DeletionRequest) => ({ type: 'product', id: productId });

  async function eraseFromLog(id: string): Promise<number> {
    const sealed = await log.seal();
    await unlessStopped(options.processed());
    const consumed = log.segments().filter(({ base }) => base < sealed);
    const removed = await store.noteSegments(
      id,
      consumed.map(({ base }) => base),
    );
    log.removeConsumed(sealed, Infinity);
    return removed;
  }

  async function carryOut(request: DeletionRequest): Promise<void> {
    const { id, orgId, productId, subject, userHash, requestedAt } = request;
    await store.begin(id);
    // First of all nothing more of it comes in; then what is there goes.
    await warehouse.transaction(connection =>
      erasures.add(connection, { requestId: id, orgId, productId, subject, until: requestedAt }),
    );
    const logSegments = await eraseFromLog(id);
    stopping.signal.throwIfAborted();
    const tables: RowCount[] = await warehouse.transaction(connection =>
      eraseRows(connection, { requestId: id, orgId, productId, userHash }, options.rules),
    );
    live.forget(orgId, productId, userHash);
    recent.clear();
    if (subject === null) {
      await options.flushCounters();
      tables.push(...(await store.eraseProduct(request)));
    }
    await unlessStopped(options.recompute());

    const said = { tables, logSegments, until: requestedAt, finishedAt: clock.now() };
    const proof = { ...said, hash: proofHash(request, said) };
    await database.transaction(async trx => {
      await audit.record(
        {
          action: 'telemetry.deletion.done',
          actor: system,
          orgId,
          target: target(request),
          after: { request: id, subject, ...proof },
        },
        trx,
      );
      await store.finish(id, proof, trx);
      if (subject === null) await events.publish(productErased, { orgId, productId }, { key: orgId, trx });
    });
  }

  async function work(): Promise<void> {
    let retryMs = firstRetryMs;
    while (!stopping.signal.aborted) {
      try {
        const request = await store.next();
        if (!request) return;
        await carryOut(request);
        retryMs = firstRetryMs;
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.error({ err: error }, 'A deletion could not be carried out; it is tried again');
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, maxRetryMs);
      }
    }
  }

  function resume(): void {
    asked = true;
    running ??= (async () => {
      while (asked && !stopping.signal.aborted) {
        asked = false;
        await work();
      }
      running = null;
    })();
  }

  return {
    list: (orgId: string, productId: string) => store.list(orgId, productId),
    /** Begins it, and answers at once. */
    async request(
      { orgId, productId, userHash = null }: { orgId: string; productId: string; userHash?: string | null },
      actor: AuditActor,
    ): Promise<Deletion> {
      const request: DeletionRequest = {
        id: ids.uuid(),
        orgId,
        productId,
        userHash,
        subject: userHash === null ? null : subjectOf(orgId, productId, userHash),
        requestedBy: actor.id,
        requestedAt: clock.now(),
      };
      const underWay = await store.unfinished(request);
      if (underWay) return underWay;
      await database.transaction(async trx => {
        await store.insert(request, trx);
        await audit.record(
          {
            action: 'telemetry.deletion.requested',
            actor,
            orgId,
            target: target(request),
            after: { request: request.id, subject: request.subject },
          },
          trx,
        );
      });
      const { id, subject, requestedAt } = request;
      resume();
      return {
        id,
        productId,
        scope: subject === null ? 'product' : 'user',
        subject,
        state: 'requested',
        requestedAt,
        finishedAt: null,
        proof: null,
      };
    },
    /** Goes on with what was not finished. */
    resume,
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
export type Deletions = ReturnType<typeof createDeletions>;
