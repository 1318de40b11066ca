import {
  NotFoundError,
  type AuditActor,
  type AuditService,
  type Clock,
  type DatabaseService,
  type Ids,
  type SecretsService,
} from '@netcrab/plugin-api/backend';
import { ingestKeyPrefix } from '../../contract';
import type { IngestKey, IngestKeyStore } from './ingestKeyStore';

export interface IngestKeysOptions {
  readonly store: IngestKeyStore;
  readonly database: DatabaseService;
  readonly secrets: SecretsService;
  readonly audit: AuditService;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Called when a key stops being valid. */
  readonly onRevoked: (keyId: string) => void;
}

export interface NewIngestKey {
  readonly orgId: string;
  readonly label: string;
  readonly origins: readonly string[];
  readonly actor: AuditActor;
}

/** What of a secret is kept: enough to find its key, useless without the secret outside the database. */
export const lookupOf = (secrets: SecretsService, secret: string): string =>
  secrets.hmac('telemetry.ingest-key', secret).toString('hex');

/** Creating and revoking keys, each with its audit entry in the same transaction. */
export function createIngestKeys({
  store,
  database,
  secrets,
  audit,
  clock,
  ids,
  onRevoked,
}: IngestKeysOptions) {
  return {
    list: (orgId: string): Promise<IngestKey[]> => store.list(orgId),

    async create({
      orgId,
      label,
      origins,
      actor,
    }: NewIngestKey): Promise<IngestKey & { readonly secret: string }> {
      const secret = ingestKeyPrefix + Buffer.from(ids.bytes(24)).toString('base64url');
      const key: IngestKey = {
        id: ids.uuid(),
        orgId,
        label,
        hint: secret.slice(0, ingestKeyPrefix.length + 4),
        origins: [...new Set(origins.map(one => one.toLowerCase()))],
        createdAt: clock.now(),
        lastUsedAt: null,
        revokedAt: null,
      };
      await database.transaction(async trx => {
        await store.insert({ ...key, lookup: lookupOf(secrets, secret), createdBy: actor.id }, trx);
        await audit.record(
          {
            action: 'ingest-key.created',
            actor,
            orgId,
            target: { type: 'ingest-key', id: key.id, name: label },
            after: { label, origins: key.origins },
          },
          trx,
        );
      });
      return { ...key, secret };
    },

    /** @throws NotFoundError, for another org's key as well. */
    async revoke(orgId: string, id: string, actor: AuditActor): Promise<void> {
      await database.transaction(async trx => {
        const key = await store.find(orgId, id, trx);
        if (!key)
          throw new NotFoundError('There is no such ingest key. It may belong to another organisation.');
        if (key.revokedAt !== null) return;
        await store.revoke(id, clock.now(), trx);
        await audit.record(
          { action: 'ingest-key.revoked', actor, orgId, target: { type: 'ingest-key', id, name: key.label } },
          trx,
        );
      });
      onRevoked(id);
    },

    /** Ends every key of an organisation that has closed. */
    async revokeAll(orgId: string, actor: AuditActor): Promise<void> {
      for (const { id, revokedAt } of await store.list(orgId)) {
        if (revokedAt === null) await this.revoke(orgId, id, actor);
      }
    },
  };
}
export type IngestKeys = ReturnType<typeof createIngestKeys>;
