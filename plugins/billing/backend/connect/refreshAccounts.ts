import { isDeepStrictEqual } from 'node:util';
import type { Paying } from '../payouts/dryRun';
import { releaseWaiting } from '../payouts/payoutRuns';
import type { StripeAccess } from '../stripe/access';
import { isAccessLost } from '../stripe/errors';
import { accountStatus } from './accountState';
import type { StoredAccount } from './accountStore';
import { detachAccount, refreshAccount, type Connecting } from './connect';

/** The job that looks at sellers' accounts. */
export const refreshAccountsJob = 'refresh-accounts';

export interface RefreshedAccounts {
  readonly looked: number;
  /** Stripe said something else than what was known here: an event was lost. */
  readonly changed: number;
  /** The seller had taken the platform's access away. */
  readonly detached: number;
}

const statusOf = ({ state, missing, dueBy, country, currency }: StoredAccount) => ({
  state,
  missing,
  dueBy,
  country,
  currency,
});

/**
 * Asks Stripe where every seller's account stands, for the events about them that were lost: what has changed is looked
 * at afresh, kept and audited, and payouts that waited for an account go on.
 */
export async function refreshAccounts(
  connecting: Connecting & { readonly stripe: Pick<StripeAccess, 'hasBegun'> },
  paying: Paying,
): Promise<RefreshedAccounts> {
  const { accounts, database, stripe } = connecting;
  const known = new Map([...(await accounts.all(database.knex)).values()].map(one => [one.id, one] as const));
  if (known.size === 0 || !stripe.hasBegun()) return { looked: 0, changed: 0, detached: 0 };
  const client = await stripe.client();
  const differing = new Set(known.keys());
  for await (const account of client.accounts.list({ limit: 100 })) {
    const here = known.get(account.id);
    if (here && isDeepStrictEqual(statusOf(here), accountStatus(account))) differing.delete(account.id);
  }
  let detached = 0;
  for (const id of differing) {
    try {
      const orgId = await refreshAccount(connecting, id);
      if (orgId !== null) await releaseWaiting(paying, orgId);
    } catch (error) {
      if (!isAccessLost(error)) throw error;
      await detachAccount(connecting, id);
      detached++;
    }
  }
  return { looked: known.size, changed: differing.size - detached, detached };
}
