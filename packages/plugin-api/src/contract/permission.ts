/** Roles a member can hold in an organisation; `platform_admin` is held on the platform's own. */
export const roles = ['buyer_admin', 'buyer_viewer', 'seller_admin', 'platform_admin'] as const;
export type Role = (typeof roles)[number];

/**
 * A right that code checks. Each is declared once, in the contract of the plugin that owns it, with the
 * roles that hold it; the host collects them, and backend and pages decide from the same declaration.
 */
export interface Permission {
  readonly id: string;
  /** Completes "Allows to …": shown on the admin page. */
  readonly title: string;
  readonly roles: readonly Role[];
}

export const definePermission = (permission: Permission): Permission => permission;

/** The permission ids that a set of roles holds. */
export function permissionsOf(held: Iterable<Role>, declared: readonly Permission[]): Set<string> {
  const roleSet = new Set(held);
  return new Set(declared.filter(p => p.roles.some(role => roleSet.has(role))).map(p => p.id));
}
