import type { Role } from '@netcrab/plugin-api/frontend';
import { roleTitles } from '../../contract';

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `Buyer admin, seller admin`. */
export const rolesText = (roles: readonly Role[]): string =>
  sentence(roles.map(role => roleTitles[role]).join(', '));
