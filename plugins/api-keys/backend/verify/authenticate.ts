import { hash, randomBytes } from 'node:crypto';
import {
  ForbiddenError,
  UnauthorizedError,
  type AuthScheme,
  type Clock,
  type OrgId,
  type ServicePrincipal,
} from '@netcrab/plugin-api/backend';
import { apiKeyScheme, type ApiKeyDetails } from '../../contract';
import { addressTest } from '../keys/addressRanges';
import { isWellFormed, keyPrefixes } from '../keys/keyFormat';
import type { StoredKey } from '../keys/keyStore';
import type { KeyGeneration } from './generation';
import type { LastUsed } from './lastUsed';

/** A key that this process has verified. */
interface Known {
  readonly key: StoredKey;
  readonly scopes: ReadonlySet<string>;
  readonly details: ApiKeyDetails;
  readonly mayComeFrom: ((ip: string) => boolean) | null;
  /** Under which the row was read. */
  readonly generation: number;
  /** Epoch ms at which bcrypt is asked again. */
  readonly verifiedUntil: number;
}

export interface AuthenticateOptions {
  readonly clock: Clock;
  readonly generation: KeyGeneration;
  /** Keyed HMAC of the token, hex. */
  readonly lookupOf: (token: string) => string;
  readonly find: (lookup: string) => Promise<StoredKey | null>;
  readonly matches: (token: string, hash: string) => Promise<boolean>;
  readonly rateOf: (orgId: OrgId) => number | Promise<number>;
  /** @throws RateLimitedError */
  readonly countRequest: (
    keyId: string,
    orgId: string,
    perMinute: number,
  ) => Readonly<Record<string, string>>;
  readonly lastUsed: LastUsed;
}

const rememberMs = 60_000;
const aheadMs = 10_000;
const mostKeys = 20_000;
const wrong = () =>
  new UnauthorizedError(
    'This API key is not known. Check that it was copied whole, or create another on the API keys page.',
  );

/**
 * Verifies keys in this order: checksum → remembered, or HMAC lookup → revoked, expired, address → bcrypt → limits. So a wrong
 * key costs a checksum, or at most a shared lookup, and never a bcrypt. The scope is the host's to check, who knows the
 * endpoint.
 */
export function createAuthenticate(options: AuthenticateOptions): AuthScheme {
  const { clock, generation, lookupOf, find, matches, rateOf, countRequest, lastUsed } = options;
  const known = new Map<string, Known>();
  const verifying = new Map<string, Promise<boolean>>();

  // What is remembered is found by a salted digest, so that the memory holds no key that could be used.
  const salt = randomBytes(32).toString('base64');
  const fingerprintOf = (token: string) => hash('sha256', salt + token, 'base64');

  function assertUsable(key: StoredKey, mayComeFrom: Known['mayComeFrom'], ip: string, now: number) {
    if (key.revokedAt !== null) {
      throw new UnauthorizedError(
        `The API key "${key.label}" was revoked. Use another, or create one on the API keys page.`,
      );
    }
    if (key.expiresAt !== null && key.expiresAt <= now) {
      const why = key.replacedBy ? 'was replaced by a rotation and its overlap is over' : 'has expired';
      throw new UnauthorizedError(
        `The API key "${key.label}" ${why}. Use the new key, or create one on the API keys page.`,
      );
    }
    if (mayComeFrom && !mayComeFrom(ip)) {
      throw new ForbiddenError(
        `The API key "${key.label}" may not be used from ${ip}. Add the address to the key's allowed ranges.`,
      );
    }
  }

  function admit(entry: Known, perMinute: number, now: number): ServicePrincipal {
    const { key, scopes, details } = entry;
    const responseHeaders = countRequest(key.id, key.orgId, perMinute);
    lastUsed.touch(key.id, now);
    return {
      kind: 'service',
      scheme: apiKeyScheme,
      id: key.id,
      orgId: key.orgId,
      scopes,
      details,
      responseHeaders,
    };
  }

  /** Requests that meet the same new key wait for one bcrypt. */
  function verifyOnce(fingerprint: string, token: string, hash: string): Promise<boolean> {
    let pending = verifying.get(fingerprint);
    if (!pending) {
      pending = matches(token, hash).finally(() => verifying.delete(fingerprint));
      verifying.set(fingerprint, pending);
    }
    return pending;
  }

  function remember(fingerprint: string, entry: Known) {
    const oldest = known.size >= mostKeys ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(fingerprint, entry);
  }

  /** Asks bcrypt again shortly before it is due, aside, so that a busy key never waits for it. */
  function verifyAhead(token: string, fingerprint: string, entry: Known, now: number) {
    if (entry.verifiedUntil - now > aheadMs || verifying.has(fingerprint)) return;
    verifyOnce(fingerprint, token, entry.key.hash).then(
      right => {
        if (known.get(fingerprint) !== entry) return;
        if (right) known.set(fingerprint, { ...entry, verifiedUntil: now + rememberMs });
        else known.delete(fingerprint);
      },
      () => undefined, // asked again when it is due
    );
  }

  async function look(token: string, fingerprint: string, ip: string): Promise<Known> {
    const underGeneration = generation.current;
    const key = await find(lookupOf(token));
    if (!key) throw wrong();
    const mayComeFrom = addressTest(key.allowedCidrs);
    const now = clock.now();
    assertUsable(key, mayComeFrom, ip, now);
    const before = known.get(fingerprint);
    let verifiedUntil = before?.verifiedUntil ?? 0;
    if (!before || before.key.hash !== key.hash || now >= verifiedUntil) {
      if (!(await verifyOnce(fingerprint, token, key.hash))) throw wrong();
      verifiedUntil = now + rememberMs;
    }
    const entry: Known = {
      key,
      scopes: new Set(key.scopes),
      details: { label: key.label, mode: key.mode },
      mayComeFrom,
      generation: underGeneration,
      verifiedUntil,
    };
    remember(fingerprint, entry);
    return entry;
  }

  const isFresh = (entry: Known | undefined, now: number): entry is Known =>
    entry !== undefined && entry.generation === generation.current && now < entry.verifiedUntil;

  async function authenticateSlowly(
    token: string,
    ip: string,
    fingerprint: string,
    confirmed: Promise<void> | undefined,
  ) {
    if (confirmed) await confirmed;
    let entry = known.get(fingerprint);
    if (!isFresh(entry, clock.now())) entry = await look(token, fingerprint, ip);
    const perMinute = await rateOf(entry.key.orgId);
    const now = clock.now();
    assertUsable(entry.key, entry.mayComeFrom, ip, now);
    return admit(entry, perMinute, now);
  }

  return {
    id: apiKeyScheme,
    prefixes: keyPrefixes,
    authenticate(token, { ip }) {
      if (!isWellFormed(token)) throw wrong();
      const fingerprint = fingerprintOf(token);
      const entry = known.get(fingerprint);
      const confirmed = generation.confirm();
      const now = clock.now();
      if (confirmed || !isFresh(entry, now)) return authenticateSlowly(token, ip, fingerprint, confirmed);
      const perMinute = rateOf(entry.key.orgId);
      if (typeof perMinute !== 'number') return authenticateSlowly(token, ip, fingerprint, undefined);
      assertUsable(entry.key, entry.mayComeFrom, ip, now);
      verifyAhead(token, fingerprint, entry, now);
      return admit(entry, perMinute, now);
    },
  };
}
