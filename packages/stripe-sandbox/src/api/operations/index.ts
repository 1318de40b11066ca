import { type Operation } from '../operation';
import { catalog } from './catalog';
import { checkout } from './checkout';
import { customers } from './customers';
import { events } from './events';
import { payments } from './payments';

/** Every operation that the sandbox answers, by the SDK's names. */
export const operations: Readonly<Record<string, Operation>> = {
  ...catalog,
  ...checkout,
  ...customers,
  ...events,
  ...payments,
};
