import { type StripeSandbox, type StripeSandboxOptions } from './options';
import { startSandbox } from './sandbox';

export { type StripeSandbox, type StripeSandboxOptions, type WebhookTarget } from './options';
export { type DeliverOptions } from './webhooks/deliveries';
export { type CallFault, type Faults, type FaultSwitches } from './webhooks/faults';

/** Starts a local Stripe: its API, hosted pages and webhooks. */
export function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  return startSandbox(options);
}
