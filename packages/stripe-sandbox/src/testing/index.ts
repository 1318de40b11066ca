import { completeCheckout, type Payment } from '../billing/completeCheckout';
import { type StripeSandbox, type StripeSandboxOptions } from '../options';
import { type OpenSandbox, startSandbox } from '../sandbox';

export { type CallFault, type FaultSwitches } from '../webhooks/faults';

export interface TestSandbox extends StripeSandbox {
  /** Presses a button of a session's page. */
  payCheckout(session: string, payment?: Partial<Payment>): void;
}

/** A sandbox in memory that sends its events when told to. */
export async function startTestSandbox(options: Partial<StripeSandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({
    databaseFile: ':memory:',
    delivery: 'manual',
    webhooks: [],
    ...options,
  });
  return { ...sandbox, ...actionsOn(sandbox) };
}

function actionsOn({ act }: OpenSandbox) {
  return {
    payCheckout(session: string, payment: Partial<Payment> = {}) {
      act(world =>
        completeCheckout(world, world.store.get('checkout.session', session), {
          outcome: 'paid',
          email: 'buyer@example.com',
          name: 'Sandy Claws',
          ...payment,
        }),
      );
    },
  };
}
