import { moveBalance } from '../billing/balance';
import { collect } from '../billing/collect';
import { completeCheckout, type Payment } from '../billing/completeCheckout';
import { closeDispute, openDispute } from '../billing/disputes';
import { attachCard, type CardName } from '../billing/paymentMethods';
import { failRefund } from '../billing/refunds';
import { deauthorize, onboard, type OnboardingState } from '../connect/accounts';
import { payOut } from '../connect/payouts';
import { type OpenSandbox } from '../sandbox';

/** What buyers, sellers and banks do, without a browser. Ids are those of the API. */
export interface SandboxActions {
  /** Presses a button of a session's page; the default is success. */
  payCheckout(session: string, payment?: Partial<Payment>): void;
  /** Presses a button of an open invoice's page; the default confirms the payment at the bank. */
  payInvoice(invoice: string, answer?: 'confirm' | 'refuse'): void;
  /** Gives a customer another card, which later renewals are charged to. */
  replaceCard(customer: string, card: CardName): void;
  /** Brings a connected account into a state; the default is enabled. */
  completeOnboarding(account: string, state?: OnboardingState): void;
  /** A seller ends the connection. */
  deauthorize(account: string): void;
  /** Sends what an account has to its bank now; the ids of the payouts. */
  payOut(account: string): string[];
  /** The bank will refuse the account's next payout. */
  failNextPayout(account: string): void;
  /** A buyer's bank takes a charge back; the dispute's id. */
  openDispute(charge: string, options?: { amount?: number; reason?: string }): string;
  closeDispute(dispute: string, outcome: 'lost' | 'won'): void;
  /** The buyer's bank sends a refund back. */
  failRefund(refund: string): void;
  /** Puts money into the platform's balance, available at once. */
  topUp(amount: number, currency: string): void;
}

export function actionsOn({ act }: Pick<OpenSandbox, 'act'>): SandboxActions {
  return {
    payCheckout(session, payment = {}) {
      act(world =>
        completeCheckout(world, world.store.get('checkout.session', session), {
          outcome: 'paid',
          email: 'buyer@example.com',
          name: 'Sandy Claws',
          ...payment,
        }),
      );
    },
    payInvoice(invoice, answer = 'confirm') {
      act(world =>
        collect(world, world.store.get('invoice', invoice), {
          authenticated: answer === 'confirm',
          refusedAtBank: answer === 'refuse',
        }),
      );
    },
    replaceCard(customer, card) {
      act(world => {
        const method = attachCard(world, world.store.get('customer', customer), card);
        for (const subscription of world.store.all('subscription', { customer })) {
          world.store.update('subscription', { ...subscription, default_payment_method: method.id });
        }
      });
    },
    completeOnboarding(account, state = 'enabled') {
      act(world => onboard(world, world.store.get('account', account), state));
    },
    deauthorize(account) {
      act(world => deauthorize(world, world.store.get('account', account)));
    },
    payOut: account => act(world => payOut(world, world.store.get('account', account)).map(({ id }) => id)),
    failNextPayout(account) {
      act(world =>
        world.store.update('account', world.store.get('account', account), {
          internal: { payoutFails: true },
        }),
      );
    },
    openDispute: (charge, options) =>
      act(world => openDispute(world, world.store.get('charge', charge), options).id),
    closeDispute(dispute, outcome) {
      act(world => closeDispute(world, world.store.get('dispute', dispute), outcome));
    },
    failRefund(refund) {
      act(world => failRefund(world, world.store.get('refund', refund)));
    },
    topUp(amount, currency) {
      act(world =>
        moveBalance(world, {
          type: 'topup',
          category: 'topup',
          amount,
          currency,
          source: world.newId('tu'),
          description: 'Top-up',
        }),
      );
    },
  };
}
