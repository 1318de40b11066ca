import { core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import {
  accountEndpoints,
  identityRef,
  memberEndpoints,
  organizationEndpoints,
  permissions,
  providerEndpoints,
  signInEndpoints,
} from '../contract';
import { migrations } from '../migrations';
import { identityConfig } from './config';
import type { IdentityCore } from './core';
import { Directory } from './directory';
import { firstAdminLines } from './orgs/firstAdmin';
import { githubStrategy } from './providers/githubStrategy';
import { oidcStrategy } from './providers/oidcStrategy';
import { accountHandlers } from './routes/account';
import { memberHandlers } from './routes/members';
import { organizationHandlers } from './routes/organizations';
import { providerHandlers } from './routes/providers';
import { signInHandlers } from './routes/signIn';
import { createIdentityService } from './service';
import { createBackground } from './signIn/background';
import { localStrategy } from './signIn/localStrategy';
import { createThrottle } from './signIn/throttle';

export default createBackendPlugin({
  id: 'identity',
  config: identityConfig,
  needs: {
    app: core.app,
    logger: core.logger,
    clock: core.clock,
    ids: core.ids,
    database: core.database,
    http: core.http,
    secrets: core.secrets,
    limits: core.limits,
    events: core.events,
    audit: core.audit,
    mail: core.mail,
    lifecycle: core.lifecycle,
    host: core.host,
  },
  provides: identityRef,
  permissions,
  migrations,
  commands: [
    { name: 'admin', summary: 'make a user an admin of the platform', load: () => import('./adminCommand') },
  ],
  start({ http, lifecycle, host, ...services }) {
    const { app, config, database, clock, limits, logger } = services;
    const { auth } = http;
    const directory = new Directory(database.knex, clock);
    const identity: IdentityCore = { ...services, auth, directory };
    const service = createIdentityService(identity);
    const throttle = createThrottle(limits, config);
    const background = createBackground(logger);
    lifecycle.onStop(() => background.settled());
    lifecycle.onReady(async () => {
      (await firstAdminLines(app, database.knex)).forEach(line => host.announce(line));
    });

    auth.setUserResolver((userId, orgId) => directory.resolve(userId, orgId));
    auth.setSessionView(principal => service.portalSession(principal));
    auth.addStrategy('local', localStrategy(database.knex));
    if (config.github) auth.addStrategy('github', githubStrategy(identity, config.github));
    if (config.oidc) auth.addStrategy('oidc', oidcStrategy(identity, config.oidc));

    http.serve(signInEndpoints, signInHandlers(identity, throttle, service, background.run));
    http.serve(providerEndpoints, providerHandlers(identity));
    http.serve(accountEndpoints, accountHandlers(identity, throttle));
    http.serve(memberEndpoints, memberHandlers(identity, throttle));
    http.serve(organizationEndpoints, organizationHandlers(identity));
    return service;
  },
});
