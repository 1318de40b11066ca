import type { Handlers } from '@netcrab/plugin-api/backend';
import type { IdentityService, signInEndpoints } from '../../contract';
import { sessionOf } from '../acting';
import type { IdentityCore } from '../core';
import { requestPasswordReset, resetPassword } from '../signIn/passwordReset';
import { demoSignIn, setActiveOrg, signIn } from '../signIn/signIn';
import { signUp } from '../signIn/signUp';
import type { Throttle } from '../signIn/throttle';

export function signInHandlers(
  core: IdentityCore,
  throttle: Throttle,
  service: IdentityService,
  inBackground: (work: Promise<void>) => void,
): Handlers<typeof signInEndpoints> {
  return {
    session: (_, { principal }) => service.portalSession(principal),
    signIn: ({ body }, context) => signIn(core, throttle, body, context),
    signUp: ({ body }, context) => signUp(core, throttle, body, context),
    signOut: (_, context) => sessionOf(context).signOut(),
    demoSignIn: ({ body }, context) => demoSignIn(core, body.persona, context),
    setActiveOrg: ({ body }, context) => setActiveOrg(core, body.orgId, context),
    requestPasswordReset: ({ body }, context) =>
      requestPasswordReset(core, throttle, inBackground, body.email, context),
    resetPassword: ({ body }, context) => resetPassword(core, throttle, body, context),
  };
}
