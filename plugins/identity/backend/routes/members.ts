import { asId, type Handlers } from '@netcrab/plugin-api/backend';
import type { memberEndpoints } from '../../contract';
import { actingForOrg } from '../acting';
import type { IdentityCore } from '../core';
import { acceptInvitation, lookUpInvitation } from '../members/acceptInvitation';
import { changeRoles, leaveOrg, removeMember } from '../members/changeMembers';
import { invite, listInvitations, resendInvitation, revokeInvitation } from '../members/invitations';
import type { Throttle } from '../signIn/throttle';
import { membersOf, type MemberWithDate } from '../store/memberships';

const view = (member: MemberWithDate) => ({ ...member, roles: [...member.roles] });

export function memberHandlers(core: IdentityCore, throttle: Throttle): Handlers<typeof memberEndpoints> {
  return {
    async listMembers(_, context) {
      const members = await membersOf(core.database.knex, actingForOrg(context).orgId);
      return { members: members.map(view) };
    },
    changeRoles: async ({ params, body }, context) =>
      view(await changeRoles(core, asId(params.userId), body.roles, context)),
    removeMember: ({ params }, context) => removeMember(core, asId(params.userId), context),
    leave: (_, context) => leaveOrg(core, context),
    listInvitations: async (_, context) => ({ invitations: await listInvitations(core, context) }),
    invite: ({ body }, context) => invite(core, throttle, body, context),
    resendInvitation: ({ params }, context) => resendInvitation(core, throttle, params.invitationId, context),
    revokeInvitation: ({ params }, context) => revokeInvitation(core, params.invitationId, context),
    lookUpInvitation: ({ body }, context) => lookUpInvitation(core, throttle, body.token, context),
    acceptInvitation: ({ body }, context) => acceptInvitation(core, throttle, body, context),
  };
}
