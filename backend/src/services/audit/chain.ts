import { createHash } from 'node:crypto';

/** One row of `core_audit_log`; `before` and `after` are canonical JSON texts. */
export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly action: string;
  readonly actor_kind: 'user' | 'service' | 'system';
  readonly actor_id: string;
  readonly actor_name: string | null;
  readonly org_id: string | null;
  readonly target_type: string;
  readonly target_id: string;
  readonly target_name: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly ip: string | null;
  readonly request_id: string | null;
  readonly hash: string;
}

/** JSON with sorted keys, so that equal values make equal texts; bigints as text. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return String(item);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });

/** SHA-256 over the previous entry's hash and this entry: changing one breaks every later one. */
export const chainHash = (previous: string, entry: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(`${previous}\n${canonicalJson(entry)}`)
    .digest('hex');
