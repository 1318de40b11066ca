import type { OrgId, WarehouseConnection, WarehouseValue } from '@netcrab/plugin-api/backend';
import type { Filters } from '../../contract';
import type { Window } from './window';

/** What a view looks at: one organisation, a window, and what narrows it. */
export interface Scope {
  readonly orgId: OrgId;
  readonly window: Window;
  readonly filters: Omit<Filters, 'from' | 'to'>;
}

/** The warehouse, as far as views use it. */
export type Reader = Pick<WarehouseConnection, 'query'>;

/** The fact tables that views read, and where each says what filters ask. */
const tables = {
  sessions: { name: 'fact_sessions', at: 'start_ts' },
  runs: { name: 'fact_task_runs', at: 'start' },
  visits: { name: 'fact_screen_visits', at: 'date' },
  /** Only for a wide view, see {@link isWide}. */
  screens: { name: 'fact_screen_hotspots', at: 'date' },
} as const;
export type FactTable = keyof typeof tables;

/** A condition and its parameters, `$1` onwards; `next` adds another parameter and answers its placeholder. */
export interface Condition {
  readonly sql: string;
  readonly params: WarehouseValue[];
  next(value: WarehouseValue): string;
}

/**
 * The rows of a fact table that a view may read. Every query of this plugin gets its rows through here or through
 * {@link ofOrg}: the organisation is the session's own and is the first condition of all.
 */
export function rowsOf(
  table: FactTable,
  { orgId, window, filters }: Scope,
  {
    since = window.from,
    condition = ofOrg(orgId),
  }: {
    readonly since?: number;
    /** One of the same organisation, whose parameters these are added to. */
    readonly condition?: Condition;
  } = {},
): Condition {
  const { at } = tables[table];
  const { next } = condition;
  const type = at === 'date' ? 'DATE' : 'TIMESTAMP';
  const parts = [
    'org_id = $1',
    `${at} >= CAST(${next(since)} AS ${type})`,
    `${at} < CAST(${next(window.until)} AS ${type})`,
  ];
  const equal = (column: string, value: string | undefined) => {
    if (value !== undefined) parts.push(`${column} = ${next(value)}`);
  };
  equal('product_id', filters.productId);
  equal('version_tag', filters.release);
  equal('segment', filters.segment);
  equal('device_type', filters.device);
  if (filters.task !== undefined) {
    if (table === 'sessions')
      parts.push(
        `(product_id, session_id) IN (SELECT (product_id, session_id) FROM fact_task_runs WHERE org_id = $1 AND task_type = ${next(filters.task)})`,
      );
    else equal('task_type', filters.task);
  }
  return { ...condition, sql: parts.join(' AND ') };
}

/** Only the organisation's own. */
export function ofOrg(orgId: OrgId): Condition {
  const params: WarehouseValue[] = [orgId];
  return {
    sql: 'org_id = $1',
    params,
    next: value => `$${params.push(value)}`,
  };
}

/** Whether only range and product narrow the view, so that daily aggregates hold its answer. */
export const isWide = ({ filters: { release, segment, device, task } }: Scope): boolean =>
  [release, segment, device, task].every(value => value === undefined);

/** Counts arrive as bigint where the engine's are wide. */
export const num = (value: WarehouseValue | undefined): number => Number(value ?? 0);
export const numOrNull = (value: WarehouseValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
