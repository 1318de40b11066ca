import {
  ForbiddenError,
  type Handlers,
  type OrgId,
  type PackId,
  type Principal,
} from '@netcrab/plugin-api/backend';
import { manageBilling, type endpoints } from '../../contract';
import {
  changeByAdmin,
  endByAdmin,
  grantByAdmin,
  listSubscriptions,
  type Administration,
} from './administration';
import { whileSomebodyWaits } from '../stripe/errors';
import { counts } from './current';
import { openPacks, subscriptionView, tierViews } from './views';

/** The org that a signed-in user acts for. @throws ForbiddenError for one of no org */
export function actingOrg(principal: Principal): OrgId {
  if (principal.kind !== 'user' || principal.orgId === null)
    throw new ForbiddenError('Choose the organisation to act for.');
  return principal.orgId;
}

const mayPay = (principal: Principal): boolean =>
  principal.kind === 'user' && principal.permissions.has(manageBilling.id);

export const subscriptionHandlers = (
  admin: Administration,
  allPacks: () => readonly PackId[],
): Handlers<typeof endpoints> => {
  const { store, clock, titleOf } = admin;
  return {
    tiers: () => ({ tiers: tierViews() }),
    async ownSubscriptions(_, { principal }) {
      const now = clock.now();
      const all = await store.ofOrg(actingOrg(principal), now);
      const open = all.filter(one => counts(one, now));
      const inOrder = [...open, ...all.filter(one => !counts(one, now))];
      return {
        subscriptions: inOrder.map(one => subscriptionView(one, now, titleOf, mayPay(principal))),
        packs: openPacks(open, allPacks, titleOf),
      };
    },
    listSubscriptions: ({ query }) => listSubscriptions(admin, query),
    packChoices: () => ({ packs: allPacks().map(id => ({ id, title: titleOf(id) })) }),
    grantSubscription: ({ body }, context) => grantByAdmin(admin, body, context),
    changeSubscription: ({ params, body }, context) => changeByAdmin(admin, params.id, body, context),
    endSubscription: ({ params, body }, context) =>
      whileSomebodyWaits('Nothing has ended. Try again in a minute.', () =>
        endByAdmin(admin, params.id, body.reason, context),
      ),
  };
};
