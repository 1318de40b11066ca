import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { manageOrganization, manageOrgs } from '../permissions';
import { emailAddress, id, orgKind, orgName, organization, orgView, paging, role } from '../types';

/** The acting organisation, and for platform admins every one. */
export const organizationEndpoints = {
  organization: endpoint({
    method: 'GET',
    path: '/api/identity/organization',
    summary: 'Your organisation',
    tags: ['Organisation'],
    access: 'user',
    output: organization,
  }),
  updateOrganization: endpoint({
    method: 'PATCH',
    path: '/api/identity/organization',
    summary: 'Rename your organisation, or let it buy or sell as well',
    description:
      'A kind can only grow: `buyer` and `seller` become `both`, and whoever asks becomes admin of the new side.',
    tags: ['Organisation'],
    access: { permission: manageOrganization },
    body: z
      .strictObject({ name: orgName.optional(), kind: orgKind.optional() })
      .refine(body => body.name !== undefined || body.kind !== undefined, 'Send a name, a kind or both.'),
    output: organization,
    errors: ['conflict'],
  }),
  listOrgs: endpoint({
    method: 'GET',
    path: '/api/identity/orgs',
    summary: 'Every organisation, by name',
    tags: ['Platform'],
    access: { permission: manageOrgs },
    query: z.object({ ...paging, kind: orgKind.optional() }),
    output: z.object({
      orgs: z.array(organization.extend({ members: z.number(), closedAt: z.number().nullable() })),
      total: z.number(),
    }),
  }),
  ensureOrg: endpoint({
    method: 'POST',
    path: '/api/identity/orgs',
    summary: 'Create an organisation unless there is one of that id',
    tags: ['Platform'],
    access: { permission: manageOrgs },
    body: z.strictObject({
      id: id
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Use letters, digits, dots, dashes and underscores.')
        .optional(),
      name: orgName,
      kind: orgKind,
    }),
    output: organization,
  }),
  appointAdmin: endpoint({
    method: 'POST',
    path: '/api/identity/platform-admins',
    summary: 'Make a user an admin of the platform',
    tags: ['Platform'],
    access: { permission: manageOrgs },
    body: z.strictObject({ email: emailAddress }),
    output: z.object({ userId: z.string(), org: organization }),
    errors: ['not_found'],
  }),
  listUsers: endpoint({
    method: 'GET',
    path: '/api/identity/users',
    summary: 'Every user, by name, with their organisations',
    tags: ['Platform'],
    access: { permission: manageOrgs },
    query: z.object(paging),
    output: z.object({
      users: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          email: z.string(),
          createdAt: z.number(),
          memberships: z.array(z.object({ org: orgView, roles: z.array(role) })),
        }),
      ),
      total: z.number(),
    }),
  }),
};
