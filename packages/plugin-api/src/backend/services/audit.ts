import type { Knex } from 'knex';

export interface AuditActor {
  readonly kind: 'user' | 'service' | 'system';
  readonly id: string;
  readonly name?: string;
}

export interface AuditEntry {
  /** Dotted, past tense: `api-key.revoked`. */
  readonly action: string;
  readonly actor: AuditActor;
  readonly orgId?: string | null;
  readonly target: { readonly type: string; readonly id: string; readonly name?: string };
  readonly before?: unknown;
  readonly after?: unknown;
  readonly ip?: string;
  readonly requestId?: string;
}

export interface AuditRecord extends AuditEntry {
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
}

export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  readonly orgId?: string;
  readonly from?: number;
  readonly to?: number;
  readonly beforeSeq?: number;
  readonly limit?: number;
}

/** Append-only, hash-chained. */
export interface AuditService {
  record(entry: AuditEntry, trx?: Knex.Transaction): Promise<void>;
  search(filter: AuditFilter): Promise<AuditRecord[]>;
  /** Walks the chain; answers the first broken entry, or null. */
  verify(): Promise<{ readonly seq: number; readonly reason: string } | null>;
}
