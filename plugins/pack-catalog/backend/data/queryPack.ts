import {
  InvalidRequestError,
  reply,
  type OrgId,
  type Reply,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { ApiKeyDetails, QuotaService, RowReservation } from '@netcrab/plugin-api-keys/contract';
import type { Subscription, SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { PacksService, PublishedPack, Snapshot } from '@netcrab/plugin-pack-builder/contract';
import { andThen } from '../andThen';
import type { SnapshotTable } from '../snapshots/openTable';
import type { SnapshotTables } from '../snapshots/snapshotTables';
import type { Pins } from '../subscribed/pins';
import { findPack, findSnapshot, requireSubscription, rowsPerMonth } from './access';
import type { Answer, AnswerCache } from './answers';
import { readCursor } from './cursor';
import type { DataQuery } from './dataQuery';
import type { AnswerReader } from './readAnswer';
import { readQuery, type QueryParameters } from './readQuery';

export interface QueryPackOptions {
  readonly packs: PacksService;
  readonly subscriptions: SubscriptionsService;
  readonly quota: QuotaService;
  readonly pins: Pins;
  readonly tables: SnapshotTables;
  readonly answers: AnswerCache;
  readonly reader: AnswerReader;
}

interface Caller {
  readonly orgId: OrgId;
  readonly keyId: string;
  readonly pack: PublishedPack;
  /** null for a test key: the sample, free of charge. */
  readonly subscription: Subscription | null;
}

const knownQueries = 2_000;

/** Answers a query of a pack's rows, and charges what was delivered. Synchronous where everything is in memory. */
export function createQueryPack(options: QueryPackOptions) {
  const { packs, subscriptions, quota, pins, tables, answers, reader } = options;
  const parsed = new WeakMap<SnapshotTable, Map<string, DataQuery>>();

  /** The same address asked again, as a dashboard does, is not parsed again. */
  function queryOf(table: SnapshotTable, sampleOnly: boolean, parameters: QueryParameters, context: RequestContext): DataQuery {
    let known = parsed.get(table);
    if (!known) parsed.set(table, (known = new Map()));
    const accept = context.headers['accept'] as string | undefined;
    const key = `${sampleOnly}\n${accept}\n${context.url}`;
    let query = known.get(key);
    if (!query) {
      query = readQuery({ table, sampleOnly }, parameters, accept);
      if (known.size >= knownQueries) known.delete(known.keys().next().value ?? '');
      known.set(key, query);
    }
    return query;
  }

  function callerOf(packId: string, { principal }: RequestContext): Caller | Promise<Caller> {
    const pack = findPack(packs, packId);
    if (principal.kind !== 'service' || principal.orgId === null) throw new Error('the endpoint admits keys only');
    const { orgId, id: keyId } = principal;
    const test = (principal.details as ApiKeyDetails | undefined)?.mode === 'test';
    if (test && pack.definition.spec.public) return { orgId, keyId, pack, subscription: null };
    return andThen(requireSubscription(subscriptions, orgId, pack), subscription => ({
      orgId,
      keyId,
      pack,
      subscription: test ? null : subscription,
    }));
  }

  function snapshotOf({ orgId, pack, subscription }: Caller, parameters: QueryParameters): Snapshot | Promise<Snapshot> {
    const { version, cursor } = parameters;
    if (version !== undefined && !(typeof version === 'string' && /^\d{1,6}\.\d{1,6}$/.test(version))) {
      const message = 'Give one version, such as 1.0.';
      throw new InvalidRequestError(`query.version: ${message}`, [{ field: 'query.version', message }]);
    }
    const pinned = version ?? (subscription ? pins.version(orgId, pack.packId) : undefined);
    return andThen(pinned, chosen => {
      const snapshot = findSnapshot(packs, pack.packId, { version: chosen });
      return typeof cursor === 'string' ? buildOfCursor(pack, snapshot, cursor) : snapshot;
    });
  }

  /** A cursor goes on in the build it began in, while that is kept: a publication does not break an export off. */
  function buildOfCursor(pack: PublishedPack, current: Snapshot, text: string): Snapshot | Promise<Snapshot> {
    const buildId = readCursor(text)?.buildId;
    if (buildId === undefined || buildId === current.buildId) return current;
    return packs
      .snapshots(pack.packId)
      .then(
        all =>
          all.find(one => one.buildId === buildId && one.version === current.version && one.window === current.window) ??
          current,
      );
  }

  function answerOf(
    table: SnapshotTable,
    query: DataQuery,
    context: RequestContext,
  ): Answer | Promise<Answer> {
    const known = answers.get(query.etag);
    if (known) return known;
    return andThen(reader.read(table, query), read => {
      const answer = { ...read, headers: withLink(read, context) };
      answers.set(query.etag, answer);
      return answer;
    });
  }

  function charge(caller: Caller, rows: number): RowReservation | null | Promise<RowReservation> {
    const { orgId, keyId, pack, subscription } = caller;
    if (!subscription || rows === 0) return null;
    return quota.reserve({ orgId, packId: pack.packId, keyId, rowsPerMonth: rowsPerMonth(subscription) }, rows);
  }

  function send(caller: Caller, answer: Answer, context: RequestContext): Reply | Promise<Reply> {
    const { body, rows, headers } = answer;
    if (context.method === 'HEAD') return reply({ headers, body });
    // The rows are counted before they are set aside, so that neither more is asked of the quota than will be
    // delivered, nor a query refused for rows it does not have.
    return andThen(charge(caller, rows), reservation => {
      if (!reservation) return reply({ headers, body });
      return reply({
        headers,
        body,
        onFinish: complete => (complete ? reservation.settle(rows) : reservation.release()),
      });
    });
  }

  async function estimate(caller: Caller, table: SnapshotTable, query: DataQuery): Promise<Reply> {
    const { orgId, pack, subscription } = caller;
    const rows = await reader.count(table, query);
    const state = subscription
      ? await quota.state({ orgId, packId: pack.packId, rowsPerMonth: rowsPerMonth(subscription) })
      : null;
    const { version, buildId } = table.snapshot;
    const body = {
      packId: pack.packId,
      version,
      buildId,
      rowCount: rows,
      /** What this request would be charged. */
      pageRows: Math.max(0, Math.min(query.limit, rows - query.offset)),
      quota: state && { ...state, remaining: Math.max(0, state.limit - state.used - state.reserved) },
    };
    return reply({
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' },
      body: JSON.stringify(body),
    });
  }

  return (input: { params: { packId: string }; query: Record<string, unknown> }, context: RequestContext) => {
    // Query values arrive as text, or a list of texts where repeated: the host parses nothing else.
    const parameters = input.query as QueryParameters;
    return andThen(callerOf(input.params.packId, context), caller =>
      andThen(snapshotOf(caller, parameters), snapshot =>
        andThen(tables.open(caller.pack, snapshot), (table): Reply | Promise<Reply> => {
          const query = queryOf(table, caller.subscription === null, parameters, context);
          if (query.estimate) return estimate(caller, table, query);
          if (context.headers['if-none-match'] === query.etag) {
            return reply({ status: 304, headers: { etag: query.etag, vary: 'accept, authorization' } });
          }
          return andThen(answerOf(table, query, context), answer => send(caller, answer, context));
        }),
      ),
    );
  };
}

/** The next page as a link, in the words the request used. */
function withLink({ headers }: Answer, { url }: RequestContext): Readonly<Record<string, string>> {
  const cursor = headers['x-next-cursor'];
  if (cursor === undefined) return headers;
  const [path = '', search = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(search);
  parameters.delete('offset');
  parameters.set('cursor', cursor);
  return { ...headers, link: `<${path}?${parameters.toString()}>; rel="next"` };
}
