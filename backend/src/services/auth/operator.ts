import { UnauthorizedError, type Ids, type ServicePrincipal } from '@netcrab/plugin-api/backend';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isThisMachine } from '../thisMachine';
import { operatorScheme } from './access';
import type { AuthSchemes } from './schemes';

const prefix = 'nc_operator_';
const tokenFile = (dataDir: string) => path.join(dataDir, 'operator.token');
const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Lets the command line act for the platform: whoever can read the data folder's token file could read the data too.
 * The token is made anew at each start and counts on this machine's own addresses only.
 */
export function addOperatorScheme(schemes: AuthSchemes, dataDir: string, ids: Ids): void {
  const token = prefix + Buffer.from(ids.bytes(32)).toString('hex');
  writeFileSync(tokenFile(dataDir), token, { mode: 0o600 });
  const expected = digest(token);
  const principal: ServicePrincipal = {
    kind: 'service',
    scheme: operatorScheme,
    id: 'operator',
    orgId: null,
    scopes: new Set(),
  };
  schemes.add({
    id: operatorScheme,
    prefixes: [prefix],
    authenticate(given, { ip }) {
      if (!isThisMachine(ip) || !timingSafeEqual(digest(given), expected)) {
        throw new UnauthorizedError(
          'The operator token is wrong. It changes at every start and works on the portal’s own machine only.',
        );
      }
      return principal;
    },
  });
}

export const readOperatorToken = (dataDir: string): string => readFileSync(tokenFile(dataDir), 'utf8').trim();
