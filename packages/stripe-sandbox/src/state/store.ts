import { missing } from '../api/errors';
import { type SandboxDatabase } from './database';
import { type Internals, type Kind, type Kinds } from './kinds';

/** Text or number that a field, named by its path, must equal. */
export type Where = Readonly<Record<string, boolean | number | string | undefined>>;

export interface ListQuery {
  readonly where?: Where;
  readonly account?: string;
  readonly limit?: number;
  readonly startingAfter?: string;
  readonly endingBefore?: string;
  readonly created?: { gt?: number; gte?: number; lt?: number; lte?: number };
  /** Allowed values of a field. */
  readonly within?: Readonly<Record<string, readonly string[] | undefined>>;
}

export interface Due {
  readonly kind: Kind;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Store {
  insert<K extends Kind>(kind: K, body: Kinds[K], extra?: Extra<K>): Kinds[K];
  /** Replaces an object; what `extra` does not name stays. */
  update<K extends Kind>(kind: K, body: Kinds[K], extra?: Extra<K>): Kinds[K];
  find<K extends Kind>(kind: K, id: string): Kinds[K] | undefined;
  /** @throws StripeFailure `resource_missing`, naming the parameter. */
  get<K extends Kind>(kind: K, id: string, param?: string): Kinds[K];
  /** An object of any kind, for expansion. */
  findAny(id: string): object | undefined;
  internal<K extends keyof Internals>(kind: K, id: string): Internals[K];
  /** Newest first. */
  list<K extends Kind>(kind: K, query?: ListQuery): { data: Kinds[K][]; hasMore: boolean };
  /** All that match, oldest first. */
  all<K extends Kind>(kind: K, where?: Where, account?: string): Kinds[K][];
  remove(id: string): void;
  nextDue(until: number): Due | undefined;
  accountOf(id: string): string;
}

interface Extra<K> {
  readonly account?: string;
  /** When the engine must look at it, epoch milliseconds. */
  readonly dueAt?: number | null;
  readonly internal?: K extends keyof Internals ? Internals[K] : never;
}

interface Row {
  seq: number;
  body: string;
}

const columnOf = (field: string) => `json_extract(body, '$.${field}')`;
const bound = (value: boolean | number | string) => (typeof value === 'boolean' ? Number(value) : value);

export function createStore(database: SandboxDatabase): Store {
  const insert = database.prepare(
    'INSERT INTO objects (id, kind, account, created, due_at, body, internal) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const replace = database.prepare('UPDATE objects SET body = ? WHERE id = ?');
  const replaceDue = database.prepare('UPDATE objects SET due_at = ? WHERE id = ?');
  const replaceInternal = database.prepare('UPDATE objects SET internal = ? WHERE id = ?');
  const drop = database.prepare('DELETE FROM objects WHERE id = ?');
  const byId = database.prepare<[string], Row & { kind: string; account: string; internal: string | null }>(
    'SELECT seq, kind, account, body, internal FROM objects WHERE id = ?',
  );
  const due = database.prepare<[number], Due>(
    'SELECT kind, id, due_at AS at FROM objects WHERE due_at <= ? ORDER BY due_at, seq LIMIT 1',
  );

  function conditions(kind: Kind, { where = {}, within = {}, created = {}, account = '' }: ListQuery) {
    const parts = ['kind = ?', 'account = ?'];
    const values: (number | string)[] = [kind, account];
    for (const [field, value] of Object.entries(where)) {
      if (value === undefined) continue;
      parts.push(`${columnOf(field)} = ?`);
      values.push(bound(value));
    }
    for (const [field, allowed] of Object.entries(within)) {
      if (!allowed) continue;
      parts.push(`${columnOf(field)} IN (${allowed.map(() => '?').join(', ')})`);
      values.push(...allowed);
    }
    for (const [name, operator] of Object.entries({ gt: '>', gte: '>=', lt: '<', lte: '<=' })) {
      const value = created[name as keyof typeof created];
      if (value === undefined) continue;
      parts.push(`created ${operator} ?`);
      values.push(value);
    }
    return { parts, values };
  }

  const find = <K extends Kind>(kind: K, id: string): Kinds[K] | undefined => {
    const row = byId.get(id);
    return row?.kind === kind ? (JSON.parse(row.body) as Kinds[K]) : undefined;
  };

  return {
    insert(kind, body, extra = {}) {
      const { created = 0 } = body as { created?: number };
      insert.run(
        body.id,
        kind,
        extra.account ?? '',
        created,
        extra.dueAt ?? null,
        JSON.stringify(body),
        extra.internal === undefined ? null : JSON.stringify(extra.internal),
      );
      return body;
    },
    update(_kind, body, extra = {}) {
      replace.run(JSON.stringify(body), body.id);
      if (extra.dueAt !== undefined) replaceDue.run(extra.dueAt, body.id);
      if (extra.internal !== undefined) replaceInternal.run(JSON.stringify(extra.internal), body.id);
      return body;
    },
    find,
    get(kind, id, param) {
      const found = find(kind, id);
      if (!found) throw missing(kind, id, param);
      return found;
    },
    findAny(id) {
      const row = byId.get(id);
      return row && (JSON.parse(row.body) as object);
    },
    internal<K extends keyof Internals>(kind: K, id: string) {
      const row = byId.get(id);
      if (row?.kind !== kind || row.internal === null) throw missing(kind, id);
      return JSON.parse(row.internal) as Internals[K];
    },
    list<K extends Kind>(kind: K, query: ListQuery = {}) {
      const { parts, values } = conditions(kind, query);
      const { limit = 10, startingAfter, endingBefore } = query;
      const cursor = startingAfter ?? endingBefore;
      if (cursor !== undefined) {
        const row = byId.get(cursor);
        if (row?.kind !== kind)
          throw missing(kind, cursor, startingAfter ? 'starting_after' : 'ending_before');
        parts.push(startingAfter ? 'seq < ?' : 'seq > ?');
        values.push(row.seq);
      }
      const rows = database
        .prepare<(number | string)[], Row>(
          `SELECT seq, body FROM objects WHERE ${parts.join(' AND ')}
           ORDER BY seq ${endingBefore ? 'ASC' : 'DESC'} LIMIT ?`,
        )
        .all(...values, limit + 1);
      const page = rows.slice(0, limit).map(({ body }) => JSON.parse(body) as Kinds[K]);
      return { data: endingBefore ? page.reverse() : page, hasMore: rows.length > limit };
    },
    all<K extends Kind>(kind: K, where: Where = {}, account = '') {
      const { parts, values } = conditions(kind, { where, account });
      return database
        .prepare<(number | string)[], Row>(
          `SELECT seq, body FROM objects WHERE ${parts.join(' AND ')} ORDER BY seq`,
        )
        .all(...values)
        .map(({ body }) => JSON.parse(body) as Kinds[K]);
    },
    remove: id => void drop.run(id),
    nextDue: until => due.get(until),
    accountOf: id => byId.get(id)?.account ?? '',
  };
}
