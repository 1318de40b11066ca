import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { moneyView } from './money';
import { manageBilling, readSubscriptions } from './permissions';
import { namedPack } from './types';

const tags = ['Buying'];
const access = { permission: manageBilling };
const epochMs = z.int().nonnegative();
const packId = z.string().min(1).max(120);
const params = z.object({ packId });

/** Tiers that are bought online; Enterprise is agreed by contract. */
export const buyableTiers = ['standard', 'pro'] as const;
export type BuyableTier = (typeof buyableTiers)[number];

/** Whose money: the built-in sandbox's, Stripe's test mode, or real. */
export const stripeModes = ['sandbox', 'test', 'live'] as const;
export type StripeMode = (typeof stripeModes)[number];

export const purchaseOptions = z.object({
  pack: namedPack,
  tiers: z.array(
    z.object({
      tier: z.enum(buyableTiers),
      title: z.string(),
      /** A month. */
      price: moneyView,
      /** How many packs it covers, this one among them. */
      packs: z.int().positive(),
      /** Why it cannot be bought now, with the remedy; null where it can. */
      obstacle: z.string().nullable(),
    }),
  ),
  /** What is agreed to; the order keeps a hash of it. */
  terms: z.object({
    name: z.string(),
    text: z.string(),
    /** In plain words, beside the text. */
    may: z.array(z.string()),
    mayNot: z.array(z.string()),
    sha256: z.string(),
  }),
  /** An order of this pack whose checkout is still open. */
  openOrderId: z.string().nullable(),
});
export type PurchaseOptions = z.output<typeof purchaseOptions>;

export const checkoutRequest = z.strictObject({
  tier: z.enum(buyableTiers),
  /** Pro: the packs beside this one, up to four. */
  packIds: z.array(packId).max(5).default([]),
  /** Hash of the terms that were shown and agreed to, from the purchase options. */
  termsSha256: z.string().length(64, 'Agree to the terms first'),
});
export type CheckoutRequest = z.input<typeof checkoutRequest>;

/** `refunded`: paid although its packs were covered by then, so all of it was given back. */
export const orderStates = ['pending', 'paid', 'failed', 'expired', 'canceled', 'refunded'] as const;
export type OrderState = (typeof orderStates)[number];

export const orderView = z.object({
  id: z.string(),
  kind: z.enum(['subscription', 'purchase']),
  state: z.enum(orderStates),
  /** Why it failed or is still pending, for people; null where there is nothing to say. */
  message: z.string().nullable(),
  /** What was bought, such as `Standard: UX friction in CRM`. */
  title: z.string(),
  tier: z.enum(buyableTiers).nullable(),
  packs: z.array(namedPack),
  price: moneyView,
  /** The open checkout page, while the order is pending. */
  checkoutUrl: z.string().nullable(),
  /** Path of what was bought; absent for a subscription. */
  returnPath: z.string().optional(),
  /** Once it is paid. */
  subscriptionId: z.string().nullable(),
  createdAt: epochMs,
  updatedAt: epochMs,
  expiresAt: epochMs.nullable(),
});
export type OrderView = z.output<typeof orderView>;

export const billingProfile = z.object({
  /** Where invoices and receipts go; null until one was given or a purchase was made. */
  billingEmail: z.string().nullable(),
  /** ISO 3166-1 alpha-2, upper case. */
  country: z.string().nullable(),
});
export type BillingProfileView = z.output<typeof billingProfile>;

export const invoiceView = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  createdAt: epochMs,
  total: moneyView,
  paid: moneyView,
  /** Stripe's page of the invoice, its PDF, and the receipt of its payment. */
  pageUrl: z.string().nullable(),
  pdfUrl: z.string().nullable(),
  receiptUrl: z.string().nullable(),
});
export type InvoiceView = z.output<typeof invoiceView>;

const orderParams = z.object({ id: z.string().max(64) });
const url = z.object({ url: z.string() });

export const checkoutEndpoints = {
  billingMode: endpoint({
    method: 'GET',
    path: '/api/billing/mode',
    summary: 'Whose money is moved: the sandbox’s, Stripe’s test mode, or real',
    tags,
    access: 'user',
    output: z.object({ mode: z.enum(stripeModes) }),
  }),
  listPurchasable: endpoint({
    method: 'GET',
    path: '/v1/marketplace/purchasable-packs',
    summary: 'Packs that can be bought, by title',
    tags,
    access: 'public',
    output: z.object({ packs: z.array(namedPack) }),
    cache: 'public, max-age=60',
  }),
  purchaseOptions: endpoint({
    method: 'GET',
    path: '/v1/marketplace/packs/:packId/purchase-options',
    summary: 'Tiers of a pack that the organisation can buy now, with prices and terms',
    tags,
    access,
    params,
    output: purchaseOptions,
    errors: ['not_found'],
  }),
  createCheckoutSession: endpoint({
    method: 'POST',
    path: '/v1/marketplace/packs/:packId/checkout-session',
    summary: 'Begin a purchase',
    description:
      'Answers the checkout page to go to, and the order that it belongs to. An order of the same packs and tier that is still open is answered again. The price is the pack’s, never the caller’s.',
    tags,
    access,
    params,
    body: checkoutRequest,
    output: url.extend({ orderId: z.string() }),
    status: 201,
    errors: ['not_found', 'conflict', 'unavailable'],
  }),
  billingPortal: endpoint({
    method: 'POST',
    path: '/v1/marketplace/billing-portal',
    summary: 'Open Stripe’s customer portal: payment methods, invoices, billing address',
    tags,
    access,
    output: url,
    errors: ['conflict', 'unavailable'],
  }),
  getOrder: endpoint({
    method: 'GET',
    path: '/v1/marketplace/orders/:id',
    summary: 'How far an order has come',
    description: 'One that stays pending is refreshed from Stripe, so polling it is enough.',
    tags,
    access: { permission: readSubscriptions },
    params: orderParams,
    output: orderView,
    errors: ['not_found'],
  }),
  listOrders: endpoint({
    method: 'GET',
    path: '/v1/marketplace/orders',
    summary: 'Orders of the organisation, newest first',
    tags,
    access: { permission: readSubscriptions },
    query: z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) }),
    output: z.object({
      orders: z.array(orderView),
      total: z.int().nonnegative(),
      pageSize: z.int().positive(),
    }),
  }),
  cancelOrder: endpoint({
    method: 'POST',
    path: '/v1/marketplace/orders/:id/cancel',
    summary: 'Close the checkout of an order that is not paid',
    description: 'One that was paid meanwhile answers as paid.',
    tags,
    access,
    params: orderParams,
    output: orderView,
    errors: ['not_found', 'unavailable'],
  }),
  listInvoices: endpoint({
    method: 'GET',
    path: '/v1/marketplace/invoices',
    summary: 'Invoices and receipts of the organisation, newest first',
    tags,
    access,
    query: z.object({
      /** The last invoice of the page before. */
      after: z.string().max(100).optional(),
    }),
    output: z.object({ invoices: z.array(invoiceView), more: z.boolean() }),
    errors: ['unavailable'],
  }),
  getBillingProfile: endpoint({
    method: 'GET',
    path: '/api/billing/profile',
    summary: 'Billing e-mail and country of the organisation',
    tags,
    access,
    output: billingProfile,
  }),
  setBillingProfile: endpoint({
    method: 'PUT',
    path: '/api/billing/profile',
    summary: 'Change billing e-mail and country',
    tags,
    access,
    body: z.strictObject({
      billingEmail: z.email('Write an e-mail address').max(254),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'Write the country as two capital letters, such as DE')
        .nullable(),
    }),
    output: billingProfile,
    errors: ['unavailable'],
  }),
} as const;
