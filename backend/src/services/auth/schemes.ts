import { UnauthorizedError, type AuthScheme, type Principal } from '@netcrab/plugin-api/backend';

/** What plugins and the host registered to recognise bearer tokens. */
export class AuthSchemes {
  private readonly byPrefix = new Map<string, Pick<AuthScheme, 'id'> & { authenticate: BearerCheck }>();

  add(scheme: {
    readonly id: string;
    readonly prefixes: readonly string[];
    readonly authenticate: BearerCheck;
  }): void {
    for (const prefix of scheme.prefixes) {
      const other = [...this.byPrefix].find(
        ([known]) => known.startsWith(prefix) || prefix.startsWith(known),
      );
      if (other) throw new Error(`Auth scheme ${scheme.id}: the prefix ${prefix} is taken by ${other[1].id}`);
      this.byPrefix.set(prefix, scheme);
    }
  }

  /** @throws UnauthorizedError when no scheme knows tokens like this, or its scheme refuses it. */
  authenticate(token: string, request: BearerRequest): Principal | Promise<Principal> {
    for (const [prefix, scheme] of this.byPrefix) {
      if (token.startsWith(prefix)) return scheme.authenticate(token, request);
    }
    throw new UnauthorizedError(
      'The Authorization header holds no key that this portal knows. Check that it was copied whole.',
    );
  }
}

export interface BearerRequest {
  readonly ip: string;
  readonly origin?: string;
}
export type BearerCheck = (token: string, request: BearerRequest) => Principal | Promise<Principal>;

const bearer = /^Bearer ([\x21-\x7e]+)$/i;

/**
 * The token of an Authorization header, null without one.
 * @throws UnauthorizedError for another kind of header.
 */
export function bearerToken(header: string | undefined): string | null {
  if (header === undefined) return null;
  const match = bearer.exec(header);
  if (!match?.[1]) throw new UnauthorizedError('The Authorization header must read: Bearer <key>.');
  return match[1];
}
