import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  type Ids,
  type OrgId,
  type PackId,
  type SecretsService,
} from '@netcrab/plugin-api/backend';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import type Stripe from 'stripe';
import { tierTerms, toMoneyView, type BuyableTier, type ChangePreview } from '../../contract';
import { assertNothingProcessing, closeCheckouts, type CheckoutClosing } from '../checkout/closeCheckouts';
import { coveredObstacle } from '../checkout/obstacles';
import { filledPacks, offeredPack } from '../checkout/offer';
import { priceOf, type Prices } from '../checkout/prices';
import { toMs } from '../stripe/objects';
import { taxParams } from '../stripe/tax';
import type { By } from './change';
import { convergeSubscription, type SubscriptionConvergence } from './converge';
import { counts } from './current';
import { isUpgrade } from './fromStripe';
import type { Purchase, StoredSubscription } from './store';
import { assertNoneWaits, updateTier } from './updateTier';

export interface PurchasedDeps extends SubscriptionConvergence, CheckoutClosing {
  readonly prices: Prices;
  readonly secrets: SecretsService;
  readonly ids: Ids;
  readonly packs: PacksService | undefined;
}

export type Bought = StoredSubscription & { readonly purchase: Purchase };

/** What a buyer confirms: signed, so that it is what was previewed. */
interface Confirmation {
  readonly change: string;
  readonly subscription: string;
  readonly tier: BuyableTier;
  readonly packIds: readonly PackId[];
  readonly effective: ChangePreview['effective'];
  /** Epoch ms. */
  readonly effectiveAt: number;
}

const purpose = 'billing:tier-change';
const goodForMs = 10 * 60_000;

/** @throws NotFoundError for another org's, ConflictError for one that was granted or has ended */
export async function ownBought(
  { store, database, clock, mode }: PurchasedDeps,
  orgId: OrgId,
  id: string,
): Promise<Bought> {
  const now = clock.now();
  const found = await store.find(database.knex, id, now);
  if (found?.orgId !== orgId) throw new NotFoundError('There is no subscription of this id.');
  const { purchase } = found;
  if (purchase?.mode !== mode)
    throw new ConflictError('This subscription was granted by contract. Contact us to change it.');
  if (!counts(found, now)) throw new ConflictError('This subscription has ended. Buy a new one.');
  return { ...found, purchase };
}

/** Packs that exist, each once, as many as the tier has. @throws InvalidRequestError, NotFoundError */
export function chosenPacks(
  packs: PacksService | undefined,
  tier: BuyableTier,
  packIds: readonly string[],
): PackId[] {
  const chosen = [...new Set(packIds.map(id => offeredPack(packs, id).packId))].sort();
  const { title, packs: most } = tierTerms[tier];
  if (most !== null && chosen.length > most) {
    const message = `${title} covers ${most === 1 ? 'one pack' : `up to ${most} packs`}: choose fewer`;
    throw new InvalidRequestError('The subscription cannot have these terms.', [
      { field: 'packIds', message },
    ]);
  }
  return chosen;
}

/**
 * Packs that a subscription does not have yet and may take up.
 * @throws ConflictError where the org has one of them otherwise or is paying for it, and for an empty one
 */
export async function addedPacks(
  deps: PurchasedDeps,
  { id, orgId, packIds }: StoredSubscription,
  chosen: readonly PackId[],
): Promise<PackId[]> {
  const { store, clock, titleOf } = deps;
  const now = clock.now();
  const added = chosen.filter(packId => !packIds?.includes(packId));
  filledPacks(deps.packs, added);
  const others = (await store.ofOrg(orgId, now)).filter(one => one.id !== id && counts(one, now));
  const obstacle = coveredObstacle(added, others, titleOf, now);
  if (obstacle) throw new ConflictError(obstacle);
  await assertNothingProcessing(deps, orgId, added);
  return added;
}

function priceOfChange({ packs }: PurchasedDeps, tier: BuyableTier, packIds: readonly PackId[]) {
  const [first = ''] = packIds;
  const pack = offeredPack(packs, first);
  const price = priceOf(pack.packId, pack.definition, tier);
  if (!price) throw new ConflictError(`${tierTerms[tier].title} of this pack is agreed by contract.`);
  return price;
}

/** As Stripe has it at this moment: a renewal that no webhook told of yet moves the end of the period. */
export async function refreshed(deps: PurchasedDeps, known: Bought): Promise<Bought> {
  const stripe = await deps.access.client();
  await convergeSubscription(deps, stripe, known.purchase.stripeSubscriptionId);
  return ownBought(deps, known.orgId, known.id);
}

/** The lines of an invoice, and the tax on top of them. */
function previewLines({ lines, total_taxes: taxes, currency }: Stripe.Invoice): ChangePreview['lines'] {
  const onTop = (taxes ?? []).filter(tax => tax.tax_behavior === 'exclusive');
  const tax = onTop.reduce((sum, { amount }) => sum + amount, 0);
  return [
    ...lines.data.map(line => ({
      description: line.description ?? '',
      amount: toMoneyView(BigInt(line.amount), line.currency),
    })),
    ...(tax === 0 ? [] : [{ description: 'Tax', amount: toMoneyView(BigInt(tax), currency) }]),
  ];
}

/** What another tier costs and when it counts. An upgrade counts now and is charged in part; a downgrade later. */
export async function previewChange(
  deps: PurchasedDeps,
  known: Bought,
  tier: BuyableTier,
  wanted: readonly string[],
): Promise<ChangePreview> {
  const { access, prices, secrets, ids, clock } = deps;
  const subscription = await refreshed(deps, known);
  const packIds = chosenPacks(deps.packs, tier, wanted);
  const { purchase } = subscription;
  // A downgrade that does not count yet can be taken back.
  const planned = (subscription.terms.at(-1) ?? subscription).tier;
  if (planned === tier)
    throw new ConflictError(`This subscription is ${tierTerms[tier].title} already, or about to be.`);
  if (purchase.cancelAtPeriodEnd)
    throw new ConflictError('This subscription is canceled. Resume it, then change its tier.');
  if (subscription.status === 'past_due')
    throw new ConflictError('A payment is overdue. Pay it first, then change the tier.');
  assertNoneWaits(purchase, clock.now());
  await addedPacks(deps, subscription, packIds);
  const stripe = await access.client();
  const price = priceOfChange(deps, tier, packIds);
  const stripePrice = await prices.ensure(stripe, price);
  const upgrade = isUpgrade(tier, subscription.tier);
  const { currency } = price;
  let dueNow = 0;
  let effectiveAt = purchase.periodEnd;
  let lines: ChangePreview['lines'] = [];
  if (upgrade) {
    const invoice = await stripe.invoices.createPreview({
      ...taxParams(access),
      subscription: purchase.stripeSubscriptionId,
      subscription_details: {
        items: [{ id: purchase.stripeItemId, price: stripePrice }],
        proration_behavior: 'always_invoice',
      },
    });
    dueNow = invoice.amount_due;
    lines = previewLines(invoice);
    effectiveAt = toMs(invoice.lines.data[0]?.period.start ?? invoice.created);
  }
  const confirmation: Confirmation = {
    change: ids.uuid(),
    subscription: subscription.id,
    tier,
    packIds,
    effective: upgrade ? 'now' : 'period_end',
    effectiveAt,
  };
  return {
    effective: confirmation.effective,
    effectiveAt,
    dueNow: toMoneyView(BigInt(dueNow), currency),
    thenMonthly: toMoneyView(price.amount, currency),
    lines,
    confirmation: secrets.sign(purpose, JSON.stringify(confirmation), clock.now() + goodForMs),
  };
}

/**
 * Changes the tier as previewed; an upgrade that the buyer's bank wants confirmed waits for that.
 * @throws PaymentRequiredError when the bank declines the upgrade's charge; then nothing has changed
 */
export async function confirmChange(
  deps: PurchasedDeps,
  subscription: Bought,
  signed: string,
  by: By,
): Promise<StoredSubscription> {
  const { access, prices, secrets, clock, database, tierChanges } = deps;
  const text = secrets.verify(purpose, signed, clock.now());
  const confirmed = text === null ? null : (JSON.parse(text) as Confirmation);
  if (confirmed?.subscription !== subscription.id)
    throw new ConflictError('The preview is too old. Look at it again, then confirm.');
  const { change, tier, packIds, effective, effectiveAt } = confirmed;
  assertNoneWaits(subscription.purchase, clock.now(), change);
  await closeCheckouts(deps, subscription.orgId, await addedPacks(deps, subscription, packIds));
  const stripe = await access.client();
  const stripePriceId = await prices.ensure(stripe, priceOfChange(deps, tier, packIds));
  await database.transaction(trx =>
    tierChanges.request(trx, {
      id: change,
      subscriptionId: subscription.id,
      tier,
      packIds,
      stripePriceId,
      effectiveAt,
      requestedBy: by.actor.id,
    }),
  );
  const tax = taxParams(access);
  await updateTier(stripe, subscription.purchase, { change, stripePriceId, effective, effectiveAt, tax });
  const { stripeSubscriptionId } = subscription.purchase;
  return (await convergeSubscription(deps, stripe, stripeSubscriptionId, by)) ?? subscription;
}

/** Ends it with the paid period, or takes that back. */
export async function setCancel(
  deps: PurchasedDeps,
  subscription: Bought,
  cancel: boolean,
  by: By,
): Promise<StoredSubscription> {
  const { stripeSubscriptionId } = subscription.purchase;
  const stripe = await deps.access.client();
  await stripe.subscriptions.update(stripeSubscriptionId, { cancel_at_period_end: cancel });
  return (await convergeSubscription(deps, stripe, stripeSubscriptionId, by)) ?? subscription;
}
