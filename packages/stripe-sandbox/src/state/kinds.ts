import type { Stripe } from 'stripe';

/** An event with the object as it was then; the SDK's union of all event types says no more about it. */
export interface SandboxEvent {
  id: string;
  object: 'event';
  account?: string;
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: Stripe.Event.Type;
}

/** A link's page and whom it serves; Stripe gives links no ids. */
export interface HostedLink {
  id: string;
  object: 'hosted_link';
  created: number;
  expires_at: number;
  account: string;
  purpose: 'dashboard' | 'onboarding';
  return_url: string | null;
  refresh_url: string | null;
}

/** Every kind of object that is kept, as the API shows it, with ids in place of expanded objects. */
export interface Kinds {
  account: Stripe.Account;
  balance_transaction: Stripe.BalanceTransaction;
  'billing_portal.configuration': Stripe.BillingPortal.Configuration;
  'billing_portal.session': Stripe.BillingPortal.Session;
  charge: Stripe.Charge;
  'checkout.session': Stripe.Checkout.Session;
  customer: Stripe.Customer;
  dispute: Stripe.Dispute;
  event: SandboxEvent;
  hosted_link: HostedLink;
  invoice: Stripe.Invoice;
  invoice_payment: Stripe.InvoicePayment;
  invoiceitem: PendingItem;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  payout: Stripe.Payout;
  price: Stripe.Price;
  product: Stripe.Product;
  refund: Stripe.Refund;
  subscription: Stripe.Subscription;
  transfer: Stripe.Transfer;
  transfer_reversal: Stripe.TransferReversal;
  webhook_endpoint: Stripe.WebhookEndpoint;
}

export type Kind = keyof Kinds;

/** A proration that waits for the subscription's next invoice. */
export interface PendingItem {
  id: string;
  object: 'invoiceitem';
  created: number;
  customer: string;
  subscription: string;
  line: DraftLine;
}

/** A line before its invoice exists. */
export interface DraftLine {
  readonly description: string;
  readonly amount: number;
  readonly quantity: number;
  readonly price: string;
  readonly product: string;
  readonly unitAmount: number;
  readonly taxBehavior: 'exclusive' | 'inclusive';
  /** Unix seconds. */
  readonly period: { readonly start: number; readonly end: number };
  readonly proration: boolean;
  readonly subscription?: string;
  readonly subscriptionItem?: string;
}

/** What Stripe knows of an object and does not show. */
export interface Internals {
  account: {
    /** The bank refuses the account's next payout. */
    readonly payoutFails: boolean;
    /** Its owner has taken the platform's access away. */
    readonly deauthorized?: boolean;
  };
  'checkout.session': {
    readonly items: readonly Stripe.LineItem[];
    readonly subscriptionData?: Stripe.Checkout.SessionCreateParams.SubscriptionData;
    readonly paymentIntentData?: Stripe.Checkout.SessionCreateParams.PaymentIntentData;
    /** How a bank debit that is under way will end. */
    readonly settles?: 'failed' | 'succeeded';
    readonly lastError?: string;
  };
  /** All lines; the object shows the first ten. */
  invoice: { readonly lines: readonly Stripe.InvoiceLineItem[] };
  webhook_endpoint: { readonly secret: string; readonly connect: boolean };
}
