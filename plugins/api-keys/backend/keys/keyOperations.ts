import type {
  AuditActor,
  AuditService,
  Clock,
  DatabaseService,
  Ids,
  OrgId,
  RequestContext,
} from '@netcrab/plugin-api/backend';
import { ForbiddenError } from '@netcrab/plugin-api/backend';
import type { DatabaseKeyStore, StoredKey } from './keyStore';

/** What the operations on keys stand on. */
export interface KeyOperations {
  readonly store: DatabaseKeyStore;
  readonly database: Pick<DatabaseService, 'transaction'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
  readonly hash: (secret: string) => Promise<string>;
  /** Keyed HMAC, hex. */
  readonly lookupOf: (secret: string) => string;
  /** After a change that verification must see at the next request has been committed. */
  readonly restricted: () => void;
}

/** Who acts, and for which org; a key acts for its own. */
export interface Acting {
  readonly orgId: OrgId;
  readonly actor: AuditActor;
  /** The scopes the caller can give away; null for a person, who can give all. */
  readonly grantable: ReadonlySet<string> | null;
  readonly ip: string;
  readonly requestId: string;
}

/** @throws ForbiddenError for a user who acts for no org. */
export function actingIn({ principal, ip, requestId }: RequestContext): Acting {
  if (principal.kind === 'anonymous' || principal.orgId === null) {
    throw new ForbiddenError(
      'API keys belong to an organisation. Choose the organisation to act for, or create one.',
    );
  }
  const actor: AuditActor =
    principal.kind === 'user'
      ? { kind: 'user', id: principal.userId, name: principal.name }
      : { kind: 'service', id: principal.id, name: principal.scheme };
  return {
    orgId: principal.orgId,
    actor,
    grantable: principal.kind === 'service' ? principal.scopes : null,
    ip,
    requestId,
  };
}

/** The entry for the audit log, without hash and lookup. */
export const auditEntry = (
  action: string,
  acting: Pick<Acting, 'orgId' | 'actor'> & Partial<Acting>,
  key: StoredKey,
  change: { before?: unknown; after?: unknown } = {},
) => ({
  action,
  actor: acting.actor,
  orgId: acting.orgId,
  target: { type: 'api-key', id: key.id, name: key.label },
  ip: acting.ip,
  requestId: acting.requestId,
  ...change,
});
