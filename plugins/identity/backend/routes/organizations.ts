import type { Handlers } from '@netcrab/plugin-api/backend';
import type { organizationEndpoints } from '../../contract';
import { causedBy } from '../acting';
import type { IdentityCore } from '../core';
import { appointAdmin } from '../orgs/appointAdmin';
import { organization, updateOrganization } from '../orgs/organization';
import { ensureOrg, listOrgs, listUsers } from '../orgs/platform';

export function organizationHandlers(core: IdentityCore): Handlers<typeof organizationEndpoints> {
  return {
    organization: (_, context) => organization(core, context),
    updateOrganization: ({ body }, context) => updateOrganization(core, body, context),
    listOrgs: ({ query }) => listOrgs(core, query),
    ensureOrg: ({ body }, context) => ensureOrg(core, body, causedBy(context)),
    appointAdmin: ({ body }, context) => appointAdmin(core, body.email, causedBy(context)),
    listUsers: ({ query }) => listUsers(core, query),
  };
}
