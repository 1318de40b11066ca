import {
  NotFoundError,
  type AuditService,
  type Clock,
  type DatabaseService,
  type OrgId,
  type PackId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { DatabasePinStore, Pin } from './pinStore';

/** Which version of a pack an org stays on. */
export interface Pins {
  /** Remembered, as it stands in the way of every query; undefined for the latest. */
  version(orgId: OrgId, packId: PackId): string | undefined | Promise<string | undefined>;
  state(orgId: OrgId, packId: PackId): Promise<{ version: string | null; autoUpgrade: boolean }>;
  /** @param version null to follow the latest. */
  move(orgId: OrgId, pack: PublishedPack, version: string | null, context: RequestContext): Promise<void>;
}

interface Options {
  readonly store: DatabasePinStore;
  readonly database: DatabaseService;
  readonly audit: AuditService;
  readonly clock: Clock;
}

/** How long another instance may go on with the old pin. */
const rememberedMs = 15_000;
const remembered = 10_000;

export function createPins({ store, database, audit, clock }: Options): Pins {
  const known = new Map<string, { readonly version: string | undefined; readonly until: number }>();
  const keyOf = (orgId: OrgId, packId: PackId) => `${orgId}\0${packId}`;
  const pinned = (pin: Pin | null): string | undefined => (pin && !pin.autoUpgrade ? pin.version : undefined);

  function remember(key: string, version: string | undefined): string | undefined {
    known.delete(key);
    known.set(key, { version, until: clock.now() + rememberedMs });
    if (known.size > remembered) known.delete(known.keys().next().value ?? '');
    return version;
  }

  return {
    version(orgId, packId) {
      const key = keyOf(orgId, packId);
      const entry = known.get(key);
      if (entry && entry.until > clock.now()) return entry.version;
      return store.find(orgId, packId).then(pin => remember(key, pinned(pin)));
    },
    async state(orgId, packId) {
      const version = pinned(await store.find(orgId, packId)) ?? null;
      return { version, autoUpgrade: version === null };
    },
    async move(orgId, pack, version, { principal, ip, requestId }) {
      if (principal.kind !== 'user') throw new Error('the endpoint admits signed-in users only');
      const { packId } = pack;
      const known = pack.versions.map(one => one.version);
      if (version !== null && !known.includes(version)) {
        throw new NotFoundError(
          `${packId} has no version ${version.slice(0, 20)}. Choose from ${known.join(', ') || 'none yet'}.`,
        );
      }
      await database.transaction(async trx => {
        const before = await store.find(orgId, packId, trx);
        const next = { version: version ?? known[0] ?? before?.version ?? '', autoUpgrade: version === null };
        await store.save({ ...next, orgId, packId, by: principal.userId, at: clock.now() }, trx);
        await audit.record(
          {
            action: version === null ? 'pack.unpinned' : 'pack.pinned',
            actor: { kind: 'user', id: principal.userId, name: principal.name },
            orgId,
            target: { type: 'pack', id: packId, name: pack.definition.metadata.title },
            before,
            after: next,
            ip,
            requestId,
          },
          trx,
        );
      });
      remember(keyOf(orgId, packId), version ?? undefined);
    },
  };
}
