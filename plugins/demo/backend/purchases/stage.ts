import type { Client, Endpoints, SchedulerService } from '@netcrab/plugin-api/backend';
import type { BillingTestClock } from '@netcrab/plugin-billing/contract';
import { demoPassword } from '../people';
import { emailOf } from './cast';
import { press } from './stripePages';
import { signIn, type Visitor } from './visitor';

/** Where the past is played: the portal over HTTP, and the sandbox's pages. */
export interface Stage {
  readonly scheduler: SchedulerService;
  /** The portal's endpoints, as an organisation's own people call them. */
  as<E extends Endpoints>(endpoints: E, orgId: string): Promise<Client<E>>;
  /** Presses a button of one of the sandbox's pages. */
  press(page: string, form: Readonly<Record<string, string>>): Promise<void>;
}

export async function openStage(
  baseUrl: string,
  scheduler: SchedulerService,
  testClock: BillingTestClock,
): Promise<Stage> {
  const signedIn = new Map<string, Promise<Visitor>>();
  const visitor = (email: string) => {
    const known = signedIn.get(email) ?? signIn(baseUrl, { email, password: demoPassword });
    signedIn.set(email, known);
    return known;
  };
  return {
    scheduler,
    as: async (endpoints, orgId) => (await visitor(emailOf(orgId))).as(endpoints, orgId),
    press: async (page, form) => press(await testClock.pagesUrl(), page, form),
  };
}
