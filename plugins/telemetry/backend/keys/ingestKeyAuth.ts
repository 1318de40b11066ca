import {
  ForbiddenError,
  UnauthorizedError,
  asId,
  type AuthScheme,
  type Clock,
  type OrgId,
  type SecretsService,
  type ServicePrincipal,
} from '@netcrab/plugin-api/backend';
import { ingestKeyPrefix, ingestKeyScheme } from '../../contract';
import { lookupOf } from './ingestKeys';
import type { IngestKey, IngestKeyStore } from './ingestKeyStore';

export interface IngestKeyAuthOptions {
  readonly store: IngestKeyStore;
  readonly secrets: SecretsService;
  readonly clock: Clock;
}

interface Remembered {
  readonly key: IngestKey;
  readonly principal: ServicePrincipal;
  readonly until: number;
}

/** Keys are remembered so long; revoking here forgets at once, revoking on another instance takes this long. */
const rememberMs = 5_000;
const touchEveryMs = 60_000;
const rememberedKeys = 10_000;
const scopes: ReadonlySet<string> = new Set(['events:write']);

/** Recognises ingest keys: a lookup of a keyed hash, remembered for seconds so that a batch costs no query. */
export function createIngestKeyAuth({ store, secrets, clock }: IngestKeyAuthOptions) {
  const remembered = new Map<string, Remembered>();
  const touched = new Map<string, number>();
  let revocations = 0;

  async function lookUp(token: string): Promise<Remembered> {
    const before = revocations;
    const key = await store.byLookup(lookupOf(secrets, token));
    if (!key) throw new UnauthorizedError('This ingest key is not known. Check that it was copied whole.');
    if (key.revokedAt !== null)
      throw new UnauthorizedError('This ingest key was revoked. Create another one.');
    const principal: ServicePrincipal = {
      kind: 'service',
      scheme: ingestKeyScheme,
      id: key.id,
      orgId: asId<OrgId>(key.orgId),
      scopes,
    };
    const entry = { key, principal, until: clock.now() + rememberMs };
    if (remembered.size >= rememberedKeys) remembered.clear();
    // A key that was read before a revocation and arrives after it must not be remembered as good.
    if (before === revocations) remembered.set(token, entry);
    return entry;
  }

  function admit({ key, principal }: Remembered, origin: string | undefined): ServicePrincipal {
    // A page sends its origin and cannot forge it; a key for servers must not work from a page it leaked into.
    if (origin !== undefined && !key.origins.includes(origin.toLowerCase())) {
      throw new ForbiddenError(
        `This ingest key does not allow pages of ${origin}. Add the origin: create a key that lists it.`,
      );
    }
    const now = clock.now();
    if (now - (touched.get(key.id) ?? 0) >= touchEveryMs) {
      touched.set(key.id, now);
      store.touch(key.id, now).catch(() => touched.delete(key.id));
    }
    return principal;
  }

  const scheme: AuthScheme = {
    id: ingestKeyScheme,
    prefixes: [ingestKeyPrefix],
    authenticate(token, { origin }) {
      const known = remembered.get(token);
      if (known && known.until > clock.now()) return admit(known, origin);
      return lookUp(token).then(entry => admit(entry, origin));
    },
  };
  return {
    scheme,
    forget(keyId: string) {
      revocations += 1;
      for (const [token, { key }] of remembered) if (key.id === keyId) remembered.delete(token);
    },
  };
}
