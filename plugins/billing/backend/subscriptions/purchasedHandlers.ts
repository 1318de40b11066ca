import type { Handlers, RequestContext } from '@netcrab/plugin-api/backend';
import type { purchasedEndpoints } from '../../contract';
import { whileSomebodyWaits } from '../stripe/errors';
import { withAddress } from '../stripe/tax';
import { byCaller } from './administration';
import { choosePacks } from './choosePacks';
import { actingOrg } from './handlers';
import { confirmChange, ownBought, previewChange, setCancel, type PurchasedDeps } from './purchased';
import type { StoredSubscription } from './store';
import { subscriptionView, type PackTitle } from './views';

const notChanged = 'Nothing was changed. Try again in a minute.';

export function purchasedHandlers(
  deps: PurchasedDeps,
  titleOf: PackTitle,
): Handlers<typeof purchasedEndpoints> {
  const own = ({ params }: { params: { id: string } }, { principal }: RequestContext) =>
    ownBought(deps, actingOrg(principal), params.id);
  const view = (one: StoredSubscription) => subscriptionView(one, deps.clock.now(), titleOf, true);
  const setCanceled =
    (cancel: boolean) => async (input: { params: { id: string } }, context: RequestContext) => {
      const subscription = await own(input, context);
      const by = byCaller(context, cancel ? 'Canceled by the buyer' : 'Resumed by the buyer');
      return view(await whileSomebodyWaits(notChanged, () => setCancel(deps, subscription, cancel, by)));
    };
  return {
    async previewSubscriptionChange(input, context) {
      const { tier, packIds } = input.body;
      const subscription = await own(input, context);
      return whileSomebodyWaits(notChanged, () =>
        withAddress(() => previewChange(deps, subscription, tier, packIds)),
      );
    },
    async confirmSubscriptionChange(input, context) {
      const subscription = await own(input, context);
      const by = byCaller(context, 'Tier changed by the buyer');
      return view(
        await whileSomebodyWaits('Look at the subscription before you try again.', () =>
          withAddress(() => confirmChange(deps, subscription, input.body.confirmation, by)),
        ),
      );
    },
    cancelSubscription: setCanceled(true),
    resumeSubscription: setCanceled(false),
    async choosePacks(input, context) {
      const by = byCaller(context, 'Packs chosen by the buyer');
      const subscription = await own(input, context);
      const { packIds } = input.body;
      return view(await whileSomebodyWaits(notChanged, () => choosePacks(deps, subscription, packIds, by)));
    },
  };
}
