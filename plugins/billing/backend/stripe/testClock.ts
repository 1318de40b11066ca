import type { Clock } from '@netcrab/plugin-api/backend';
import type { StripeSandbox } from '@netcrab/stripe-sandbox';
import type { BillingTestClock } from '../../contract';
import type { WebhookWorker } from '../webhooks/worker';
import type { StripeAccess } from './access';

const dayMs = 86_400_000;

export interface HeldClock extends Clock {
  /** Where it stands, epoch ms; null while it is the portal's. */
  readonly heldAt: number | null;
  hold(at: number): void;
  release(): void;
}

/** The portal's time, or a moment at which it is held. */
export function createHeldClock(portal: Clock): HeldClock {
  let heldAt: number | null = null;
  return {
    now: () => heldAt ?? portal.now(),
    get heldAt() {
      return heldAt;
    },
    hold: at => void (heldAt = at),
    release: () => void (heldAt = null),
  };
}

export function createTestClock({
  clock,
  portal,
  access,
  worker,
}: {
  /** What billing and its sandbox read. */
  readonly clock: HeldClock;
  readonly portal: Clock;
  readonly access: StripeAccess;
  readonly worker: Pick<WebhookWorker, 'drain'>;
}): BillingTestClock {
  async function sandbox(): Promise<StripeSandbox> {
    const found = await access.sandbox();
    if (!found) throw new Error('The time of the real Stripe cannot be moved');
    return found;
  }

  async function settled(): Promise<void> {
    if (!access.hasBegun()) return;
    const stripe = await sandbox();
    // Not later than now: does what has fallen due.
    stripe.advance(0);
    await stripe.deliver();
    await worker.drain();
  }

  /** By days, so that what happens on one of them is noticed on it, as it would have been. */
  async function moveTo(at: number): Promise<void> {
    for (let now = clock.now(); now < at;) {
      now = Math.min(at, now + dayMs);
      clock.hold(now);
      await settled();
    }
  }

  return {
    obstacle() {
      if (access.mode !== 'sandbox') return 'Stripe is configured with keys of its own';
      // Its time does not run backwards.
      if (clock.heldAt === null && access.hasBegun()) return 'the Stripe sandbox was used before';
      return null;
    },
    hold: clock.hold,
    moveTo,
    settled,
    async release() {
      await moveTo(portal.now());
      clock.release();
    },
    pagesUrl: async () => (await sandbox()).url,
  };
}
