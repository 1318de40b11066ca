import { endpoint, noContent } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { manageMembers } from '../permissions';
import {
  emailAddress,
  id,
  invitation,
  member,
  newPassword,
  orgView,
  personName,
  role,
  roleList,
  token,
} from '../types';

const tags = ['Members'];
const managers = { permission: manageMembers };
const invitationId = z.object({ invitationId: id });
const userId = z.object({ userId: id });

/** The members of the acting organisation, and those invited. */
export const memberEndpoints = {
  listMembers: endpoint({
    method: 'GET',
    path: '/api/identity/members',
    summary: 'Members of your organisation, by name',
    tags,
    access: 'user',
    output: z.object({ members: z.array(member) }),
  }),
  changeRoles: endpoint({
    method: 'PUT',
    path: '/api/identity/members/:userId/roles',
    summary: 'Set the roles of a member',
    description:
      'Admins give and take the roles of their own side: buying, selling. The last admin of a side stays.',
    tags,
    access: managers,
    params: userId,
    body: z.strictObject({ roles: roleList }),
    output: member,
    errors: ['not_found', 'conflict'],
  }),
  removeMember: endpoint({
    method: 'DELETE',
    path: '/api/identity/members/:userId',
    summary: 'Remove a member from your organisation',
    tags,
    access: managers,
    params: userId,
    output: noContent,
    errors: ['not_found', 'conflict'],
  }),
  leave: endpoint({
    method: 'POST',
    path: '/api/identity/leave',
    summary: 'Leave your organisation',
    tags,
    access: 'user',
    output: noContent,
    errors: ['conflict'],
  }),
  listInvitations: endpoint({
    method: 'GET',
    path: '/api/identity/invitations',
    summary: 'Invitations not yet accepted, newest first',
    tags,
    access: managers,
    output: z.object({ invitations: z.array(invitation) }),
  }),
  invite: endpoint({
    method: 'POST',
    path: '/api/identity/invitations',
    summary: 'Invite somebody by mail',
    tags,
    access: managers,
    body: z.strictObject({ email: emailAddress, roles: roleList }),
    output: invitation,
    status: 201,
    errors: ['conflict', 'rate_limited'],
  }),
  resendInvitation: endpoint({
    method: 'POST',
    path: '/api/identity/invitations/:invitationId/resend',
    summary: 'Send an invitation again',
    description: 'The link of the earlier mail stops working.',
    tags,
    access: managers,
    params: invitationId,
    output: invitation,
    errors: ['not_found', 'rate_limited'],
  }),
  revokeInvitation: endpoint({
    method: 'DELETE',
    path: '/api/identity/invitations/:invitationId',
    summary: 'Revoke an invitation',
    tags,
    access: managers,
    params: invitationId,
    output: noContent,
    errors: ['not_found'],
  }),
  /** By POST, so that the token stands in no log. */
  lookUpInvitation: endpoint({
    method: 'POST',
    path: '/api/identity/invitations/look-up',
    summary: 'What a mailed invitation is for',
    tags,
    access: 'public',
    body: z.strictObject({ token }),
    output: z.object({
      org: orgView,
      email: z.string(),
      roles: z.array(role),
      invitedBy: z.string().nullable(),
      expiresAt: z.number(),
      /** Whether the invited address has an account to sign in with. */
      hasAccount: z.boolean(),
    }),
    errors: ['not_found', 'rate_limited'],
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/api/identity/invitations/accept',
    summary: 'Accept a mailed invitation',
    description:
      'Signed in with the invited address: joins. Otherwise makes the account from name and password, joins and signs in.',
    tags,
    access: 'public',
    body: z.strictObject({
      token,
      account: z.strictObject({ name: personName, password: newPassword }).optional(),
    }),
    output: noContent,
    errors: ['not_found', 'conflict', 'forbidden', 'rate_limited'],
  }),
};
