import { type StripeSandbox, type StripeSandboxOptions } from '../options';
import { startSandbox } from '../sandbox';
import { actionsOn, type SandboxActions } from './actions';

export { type Payment } from '../billing/completeCheckout';
export { type OnboardingState } from '../connect/accounts';
export { type StripeSandboxOptions } from '../options';
export { type CallFault, type FaultSwitches } from '../webhooks/faults';
export { type SandboxActions } from './actions';
export { startWebhookReceiver, type WebhookReceiver } from './receiver';

export type TestSandbox = SandboxActions & StripeSandbox;

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
