import {
  RateLimitedError,
  UnauthorizedError,
  type LimitsService,
  type Principal,
} from '@netcrab/plugin-api/backend';
import { bearerToken, type AuthSchemes } from '../auth/schemes';
import { anonymous } from '../auth/service';

export interface GuardOptions {
  readonly limits: LimitsService;
  readonly schemes: AuthSchemes;
  /** Of wrong tokens, and as many of wrong signatures. */
  readonly failedTokensPerMinute: number;
  readonly anonymousPerMinute: number;
}

export interface Guard {
  /**
   * Who a bearer token belongs to; null without a token. An address that sent too many wrong ones is refused before
   * its token is looked at.
   * @throws UnauthorizedError, RateLimitedError
   */
  token(
    header: string | undefined,
    ip: string,
    origin: string | undefined,
  ): Principal | null | Promise<Principal>;
  /** Counts a request of nobody known. @throws RateLimitedError */
  anonymous(ip: string): Principal;
  /** Counts nothing. @throws RateLimitedError for an address that sent too many calls with wrong signatures */
  signer(ip: string): Principal;
  /** Counts a call that was not signed as it must be. */
  wronglySigned(ip: string): void;
}

const minute = 60_000;

export function createGuard({
  limits,
  schemes,
  failedTokensPerMinute,
  anonymousPerMinute,
}: GuardOptions): Guard {
  const failed = limits.window('http.failed-tokens', minute);
  const unsigned = limits.window('http.wrong-signatures', minute);
  const unknown = limits.window('http.anonymous', minute);
  const tooMany = (message: string, resetMs: number) =>
    new RateLimitedError(message, {
      headers: { 'retry-after': String(Math.max(1, Math.ceil(resetMs / 1000))) },
    });

  const refused = (error: unknown, ip: string): never => {
    if (error instanceof UnauthorizedError) failed.consume(ip, failedTokensPerMinute);
    throw error;
  };

  return {
    token(header, ip, origin) {
      const token = bearerToken(header);
      if (token === null) return null;
      const state = failed.consume(ip, failedTokensPerMinute, 0);
      if (state.remaining <= 0) {
        throw tooMany('This address sent too many wrong keys. Wait, then check the key.', state.resetMs);
      }
      try {
        const principal = schemes.authenticate(token, { ip, origin });
        return principal instanceof Promise
          ? principal.catch((error: unknown) => refused(error, ip))
          : principal;
      } catch (error) {
        return refused(error, ip);
      }
    },
    anonymous(ip) {
      const state = unknown.consume(ip, anonymousPerMinute);
      if (!state.allowed) {
        throw tooMany(
          'This address makes too many requests. Wait, or sign in or use an API key.',
          state.resetMs,
        );
      }
      return anonymous;
    },
    signer(ip) {
      const state = unsigned.consume(ip, failedTokensPerMinute, 0);
      if (state.remaining <= 0)
        throw tooMany(
          'This address sent too many calls with wrong signatures. Wait, then check the signing secret.',
          state.resetMs,
        );
      return anonymous;
    },
    wronglySigned: ip => void unsigned.consume(ip, failedTokensPerMinute),
  };
}
