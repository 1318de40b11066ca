import { moneyFromDecimal, type Money } from '@netcrab/plugin-api/contract';
import type { PaymentView } from '../../../contract';

/** What of a payment can still go back: not what did already, nor what a dispute holds. */
export function leftToRefund({ gross, refunded, disputed }: PaymentView): Money {
  const { currency } = gross;
  const minor = (amount: string) => moneyFromDecimal(amount, currency).minor;
  return { minor: minor(gross.amount) - minor(refunded.amount) - minor(disputed.amount), currency };
}
