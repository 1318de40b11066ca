import { createServiceRef } from '@netcrab/plugin-api/contract';

/**
 * Billing's time and its sandbox's, as Stripe's test clocks move theirs: held at a past moment and moved on from there,
 * it lets months go by with everything that they bring. All that reads billing's time follows: what is bought, told by
 * webhooks, closed and paid meanwhile is dated by it. The rest of the portal, the audit log among it, keeps its own time.
 */
export interface BillingTestClock {
  /** Why time cannot be moved here, to follow "because"; null where it can. */
  obstacle(): string | null;
  /** Stands still at a moment, epoch ms. It must not be before one it was moved to on the same data. */
  hold(at: number): void;
  /** Lets time pass until a moment, day by day: what falls due at Stripe happens, is told and processed. */
  moveTo(at: number): Promise<void>;
  /** Waits until Stripe has told everything and all of it is processed. */
  settled(): Promise<void>;
  /** Lets time pass until the portal's own, and go on with it. */
  release(): Promise<void>;
  /** Where this process reaches the sandbox's pages. */
  pagesUrl(): Promise<string>;
}

/** For demonstrations and tests; see {@link BillingTestClock.obstacle} for where it does nothing. */
export const billingTestClockRef = createServiceRef<{ readonly testClock: BillingTestClock }>('billing');
