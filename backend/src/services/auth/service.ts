import {
  permissionsOf,
  type AuthService,
  type OrgId,
  type Permission,
  type Principal,
  type UserId,
  type UserPrincipal,
} from '@netcrab/plugin-api/backend';
import type passport from 'passport';
import { AuthSchemes } from './schemes';
import type { DatabaseSessionStore } from './sessionStore';

type ResolveUser = Parameters<AuthService['setUserResolver']>[0];

/** Who callers are: what plugins register, and what the two planes ask. */
export interface Authentication {
  readonly service: AuthService;
  readonly schemes: AuthSchemes;
  readonly sessions: DatabaseSessionStore;
  readonly strategies: ReadonlyMap<string, passport.Strategy>;
  /** The user of a session, or null when identity no longer knows one. */
  user(userId: UserId, orgId: OrgId | null): Promise<UserPrincipal | null>;
  /** What the served page tells its browser of the viewer. */
  sessionView(principal: Principal): Promise<object | null>;
}

export function createAuthentication(
  sessions: DatabaseSessionStore,
  permissions: () => readonly Permission[],
): Authentication {
  const schemes = new AuthSchemes();
  const strategies = new Map<string, passport.Strategy>();
  let resolveUser: ResolveUser = async () => null;
  let sessionView: Authentication['sessionView'] = async () => null;
  const sets = new Map<string, ReadonlySet<string>>();

  /** Few combinations of roles exist, so each set is made once. */
  const permissionSet = (roles: UserPrincipal['roles']): ReadonlySet<string> => {
    const key = [...roles].sort().join();
    let set = sets.get(key);
    if (!set) sets.set(key, (set = permissionsOf(roles, permissions())));
    return set;
  };

  return {
    schemes,
    sessions,
    strategies,
    async user(userId, orgId) {
      const user = await resolveUser(userId, orgId);
      return user && { ...user, permissions: permissionSet(user.roles) };
    },
    sessionView: principal => sessionView(principal),
    service: {
      setSessionView: view => void (sessionView = view),
      addScheme: scheme => schemes.add(scheme),
      setUserResolver: resolve => void (resolveUser = resolve),
      addStrategy: (name, strategy) => void strategies.set(name, strategy as passport.Strategy),
      listSessions: userId => sessions.list(userId),
      endSessions: (userId, which) => sessions.end(userId, which),
    },
  };
}

export const anonymous: Principal = { kind: 'anonymous' };
