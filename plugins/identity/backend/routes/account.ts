import type { Handlers } from '@netcrab/plugin-api/backend';
import type { accountEndpoints } from '../../contract';
import { changePassword } from '../account/changePassword';
import { deleteAccount, previewDeletion } from '../account/deleteAccount';
import { exportData } from '../account/exportData';
import { endOtherSessions, endSession, listSessions, profile, updateProfile } from '../account/profile';
import type { IdentityCore } from '../core';
import type { Throttle } from '../signIn/throttle';

export function accountHandlers(core: IdentityCore, throttle: Throttle): Handlers<typeof accountEndpoints> {
  return {
    profile: (_, context) => profile(core, context),
    updateProfile: ({ body }, context) => updateProfile(core, body, context),
    changePassword: ({ body }, context) => changePassword(core, throttle, body, context),
    listSessions: async (_, context) => ({ sessions: await listSessions(core, context) }),
    endSession: ({ params }, context) => endSession(core, params.sessionId, context),
    endOtherSessions: async (_, context) => ({ ended: await endOtherSessions(core, context) }),
    exportData: (_, context) => exportData(core, context),
    previewDeletion: (_, context) => previewDeletion(core, context),
    deleteAccount: ({ body }, context) => deleteAccount(core, throttle, body, context),
  };
}
