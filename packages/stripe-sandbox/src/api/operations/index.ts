import { type Operation } from '../operation';
import { billingPortal } from './billingPortal';
import { catalog } from './catalog';
import { checkout } from './checkout';
import { connect } from './connect';
import { customers } from './customers';
import { events } from './events';
import { money } from './money';
import { payments } from './payments';
import { subscriptions } from './subscriptions';

/** Every operation that the sandbox answers, by the SDK's names. */
export const operations: Readonly<Record<string, Operation>> = {
  ...billingPortal,
  ...catalog,
  ...checkout,
  ...connect,
  ...customers,
  ...events,
  ...money,
  ...payments,
  ...subscriptions,
};
