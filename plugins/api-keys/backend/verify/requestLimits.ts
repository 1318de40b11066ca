import { RateLimitedError, type LimitsService, type LimitState } from '@netcrab/plugin-api/backend';

const windowMs = 60_000;
const policies = new Map<number, string>();

/** `RateLimit-Policy` of RFC draft-ietf-httpapi-ratelimit-headers: what is allowed, per key and per org. */
function policyOf(perMinute: number): string {
  let policy = policies.get(perMinute);
  if (policy === undefined) {
    policy = `"key";q=${perMinute};w=60, "org";q=${perMinute};w=60`;
    policies.set(perMinute, policy);
  }
  return policy;
}

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
const part = (name: string, state: LimitState) =>
  `"${name}";r=${state.remaining};t=${seconds(state.resetMs)}`;

/** Requests per minute of a key and of its org, each in a sliding window. */
export function requestLimits(limits: LimitsService) {
  const perKey = limits.window('api-key', windowMs);
  const perOrg = limits.window('api-key-org', windowMs);

  /**
   * Counts one request.
   * @returns the headers that tell what is left.
   * @throws RateLimitedError with `Retry-After`. A request that its key refuses does not count against the org.
   */
  return (keyId: string, orgId: string, perMinute: number): Readonly<Record<string, string>> => {
    const key = perKey.consume(keyId, perMinute);
    if (!key.allowed) throw tooMany('key', 'This API key', key, perMinute);
    const org = perOrg.consume(orgId, perMinute);
    if (!org.allowed) throw tooMany('org', 'Your organisation', org, perMinute);
    return {
      'ratelimit-policy': policyOf(perMinute),
      ratelimit: `${part('key', key)}, ${part('org', org)}`,
    };
  };
}

function tooMany(name: string, who: string, state: LimitState, perMinute: number): RateLimitedError {
  const retryAfter = seconds(state.resetMs);
  return new RateLimitedError(
    `${who} has made its ${perMinute} requests of this minute. Try again in ${retryAfter} s, or move to a tier that allows more.`,
    {
      details: { limit: perMinute, windowSeconds: 60, retryAfterSeconds: retryAfter },
      headers: {
        'ratelimit-policy': policyOf(perMinute),
        ratelimit: part(name, state),
        'retry-after': String(retryAfter),
      },
    },
  );
}
