import {
  ConflictError,
  InvalidRequestError,
  type AppConfig,
  type AuditActor,
  type AuditService,
  type Clock,
  type DatabaseService,
  type OrgId,
} from '@netcrab/plugin-api/backend';
import type { StripeAccess } from '../stripe/access';
import { whileSomebodyWaits } from '../stripe/errors';
import { accountStatus } from './accountState';
import type { AccountStore, StoredAccount } from './accountStore';

export interface Connecting {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly audit: AuditService;
  readonly stripe: Pick<StripeAccess, 'client'>;
  readonly accounts: AccountStore;
  /** Its address is asked for when it is needed: a portal that chooses its port has none before it listens. */
  readonly app: Pick<AppConfig, 'baseUrl'>;
}

export const callbackPath = '/v1/marketplace/payouts/connect/callback';
const tryAgain = 'Nothing has changed. Try again in a minute.';

async function createAccount(
  { database, clock, audit, stripe, accounts }: Connecting,
  orgId: OrgId,
  country: string,
  actor: AuditActor,
): Promise<StoredAccount> {
  const client = await stripe.client();
  // By its key a double click, and a try after a crash before the commit, finds the same account; one after an account
  // was taken away must not, for Stripe would answer that account for a day.
  const former = await accounts.formerOf(database.knex, orgId);
  const account = await client.accounts.create(
    {
      type: 'express',
      country,
      capabilities: { transfers: { requested: true } },
      metadata: { orgId },
    },
    { idempotencyKey: `connect:${orgId}:${country}:${former}` },
  );
  const made: StoredAccount = {
    ...accountStatus(account),
    id: account.id,
    orgId,
    bankProblem: null,
    updatedAt: clock.now(),
  };
  const keep = () =>
    database.transaction(async trx => {
      const existing = await accounts.ofOrg(trx, orgId);
      if (existing) return existing;
      await accounts.insert(trx, made);
      const target = { type: 'payout-account', id: made.id };
      await audit.record({ action: 'payout-account.created', actor, orgId, target, after: { country } }, trx);
      return made;
    });
  // Made twice at the same time: the second finds what the first kept.
  return keep().catch((error: unknown) => {
    if (database.isUniqueViolation(error)) return keep();
    throw error;
  });
}

async function onboardingUrl({ stripe, app }: Connecting, accountId: string): Promise<string> {
  const client = await stripe.client();
  const link = await client.accountLinks.create({
    account: accountId,
    type: 'account_onboarding',
    return_url: `${app.baseUrl}${callbackPath}?outcome=return`,
    refresh_url: `${app.baseUrl}${callbackPath}?outcome=refresh`,
  });
  return link.url;
}

/**
 * Where the org connects its payout account, or completes it; makes the account on first use.
 * @throws InvalidRequestError on first use without a country; UnavailableError
 */
export const connectUrl = (
  connecting: Connecting,
  orgId: OrgId,
  country: string | undefined,
  actor: AuditActor,
) =>
  whileSomebodyWaits(tryAgain, async () => {
    const existing = await connecting.accounts.ofOrg(connecting.database.knex, orgId);
    if (!existing && country === undefined) {
      const message = 'Choose the country the organisation is paid in';
      throw new InvalidRequestError(message, [{ field: 'country', message }]);
    }
    const account = existing ?? (await createAccount(connecting, orgId, country ?? '', actor));
    return onboardingUrl(connecting, account.id);
  });

/** The account's dashboard at Stripe. @throws ConflictError before onboarding is complete; UnavailableError */
export const dashboardUrl = (connecting: Connecting, orgId: OrgId) =>
  whileSomebodyWaits(tryAgain, async () => {
    const account = await connecting.accounts.ofOrg(connecting.database.knex, orgId);
    if (!account || account.state === 'not_started')
      throw new ConflictError('There is no payout account yet. Connect one first.');
    const client = await connecting.stripe.client();
    const link = await client.accounts.createLoginLink(account.id);
    return link.url;
  });

/** Where the browser goes on after onboarding: to the payouts page, or back with a fresh link. */
export const afterOnboarding = (connecting: Connecting, orgId: OrgId, outcome: 'return' | 'refresh') =>
  whileSomebodyWaits(tryAgain, async () => {
    const account = await connecting.accounts.ofOrg(connecting.database.knex, orgId);
    if (account && outcome === 'refresh') return onboardingUrl(connecting, account.id);
    if (account) await refreshAccount(connecting, account.id);
    return `${connecting.app.baseUrl}/app/marketplace/payouts`;
  });

const system = { kind: 'system', id: 'billing' } as const;

/** Asks Stripe where an account stands and keeps the answer. Answers whose it is; null for one that is nobody's here. */
export async function refreshAccount(connecting: Connecting, accountId: string): Promise<OrgId | null> {
  const { database, clock, audit, stripe, accounts } = connecting;
  if (!(await accounts.find(database.knex, accountId))) return null;
  const client = await stripe.client();
  const status = accountStatus(await client.accounts.retrieve(accountId));
  return database.transaction(async trx => {
    const known = await accounts.find(trx, accountId);
    if (!known) return null;
    await accounts.update(trx, { ...known, ...status, updatedAt: clock.now() });
    if (known.state === status.state) return known.orgId;
    await audit.record(
      {
        action: 'payout-account.changed',
        actor: system,
        orgId: known.orgId,
        target: { type: 'payout-account', id: accountId },
        before: { state: known.state },
        after: { state: status.state, missing: status.missing.map(one => one.requirement) },
      },
      trx,
    );
    return known.orgId;
  });
}

/** What came of Stripe's last payment to the seller's bank; null when it arrived. */
export async function noteBankPayment(
  { database, clock, accounts }: Connecting,
  accountId: string,
  problem: string | null,
): Promise<void> {
  await database.transaction(async trx => {
    const known = await accounts.find(trx, accountId);
    if (known) await accounts.update(trx, { ...known, bankProblem: problem, updatedAt: clock.now() });
  });
}

/** The seller took the platform's access to the account away. */
export async function detachAccount(
  { database, clock, audit, accounts }: Connecting,
  accountId: string,
): Promise<void> {
  await database.transaction(async trx => {
    const known = await accounts.find(trx, accountId);
    if (!known) return;
    await accounts.detach(trx, accountId, clock.now());
    const target = { type: 'payout-account', id: accountId };
    await audit.record({ action: 'payout-account.detached', actor: system, orgId: known.orgId, target }, trx);
  });
}
