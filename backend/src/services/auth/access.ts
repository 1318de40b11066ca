import {
  ForbiddenError,
  UnauthorizedError,
  type Access,
  type AccessRule,
  type Principal,
} from '@netcrab/plugin-api/backend';

/** The scheme of whoever holds the key file of this machine's data folder; it may do all that permissions allow. */
export const operatorScheme = 'operator';

function allows(rule: AccessRule, principal: Principal): boolean {
  if (rule === 'public') return true;
  if (rule === 'user') return principal.kind === 'user';
  if ('permission' in rule) {
    if (principal.kind === 'user') return principal.permissions.has(rule.permission.id);
    return principal.kind === 'service' && principal.scheme === operatorScheme;
  }
  if (principal.kind !== 'service' || principal.scheme !== rule.scheme) return false;
  return rule.scope === undefined || principal.scopes.has(rule.scope);
}

/**
 * Lets a caller in by any of the rules; denies by default.
 * @throws UnauthorizedError for a caller unknown, ForbiddenError naming what a known one lacks.
 */
export function assertAccess(access: Access, principal: Principal): void {
  const rules = (Array.isArray(access) ? access : [access]) as readonly AccessRule[];
  for (const rule of rules) if (allows(rule, principal)) return;
  if (principal.kind === 'anonymous') throw new UnauthorizedError();
  if (principal.kind === 'service') {
    const scope = rules.find(
      rule => typeof rule === 'object' && 'scheme' in rule && rule.scheme === principal.scheme && rule.scope,
    );
    if (typeof scope === 'object' && 'scope' in scope) {
      throw new ForbiddenError(`This key lacks the scope ${scope.scope}. Create a key that has it.`);
    }
    throw new ForbiddenError('This kind of key cannot be used here.');
  }
  const missing = rules.flatMap(rule =>
    typeof rule === 'object' && 'permission' in rule ? [rule.permission.id] : [],
  );
  throw new ForbiddenError(
    missing.length > 0
      ? `Your role in this organisation does not include ${missing.join(' or ')}. Ask one of its admins.`
      : 'This needs an API key: send it in the Authorization header.',
  );
}
