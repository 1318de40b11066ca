import type { OrgId, UserId } from '../../contract/ids';
import type { Principal, ServicePrincipal, UserPrincipal } from '../request';

/** How a scheme recognises its callers. */
export interface AuthScheme {
  readonly id: string;
  /** The start of the bearer token that marks it as this scheme's, such as `nc_live_`. */
  readonly prefixes: readonly string[];
  /**
   * Answers who the token belongs to.
   * @throws UnauthorizedError (or another PortalError) when it is wrong, expired or revoked.
   */
  authenticate(
    token: string,
    request: { readonly ip: string; readonly origin?: string },
  ): ServicePrincipal | Promise<ServicePrincipal>;
}

export interface SessionInfo {
  readonly id: string;
  readonly userAgent: string;
  readonly ip: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

export interface AuthService {
  addScheme(scheme: AuthScheme): void;
  /** Says who a session's user is now; null signs the session out. Called at each request, so it must be quick. */
  setUserResolver(
    resolve: (userId: UserId, orgId: OrgId | null) => Promise<Omit<UserPrincipal, 'permissions'> | null>,
  ): void;
  /** Says how a page shall know its viewer; null for nobody. Inlined in the served page. */
  setSessionView(view: (principal: Principal) => Promise<object | null>): void;
  /** Registers a passport strategy; run by {@link SessionControl.authenticate}. */
  addStrategy(name: string, strategy: object): void;
  listSessions(userId: UserId): Promise<SessionInfo[]>;
  /** Ends one session of the user, or all of them but `except`. */
  endSessions(
    userId: UserId,
    which: { readonly id: string } | { readonly except: string | null },
  ): Promise<number>;
}
