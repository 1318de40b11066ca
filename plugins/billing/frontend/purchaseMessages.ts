import type { Tone } from '@netcrab/ui';
import type { OrderState } from '../contract';
import type { Buyer } from './buying';

/** What keeps somebody from buying, and what to do about it. */
export const lacks: Record<
  Exclude<Buyer, 'allowed'>,
  { readonly title: string; readonly body: (org: string) => string }
> = {
  signed_out: {
    title: 'Buying takes an account',
    body: () => 'It takes a minute and costs nothing. What you chose here is kept.',
  },
  no_org: {
    title: 'You belong to no organisation yet',
    body: () =>
      'Packs are bought by an organisation. Ask for an invitation to yours, or create an account for it.',
  },
  only_sells: {
    title: 'Your organisation only sells so far',
    body: org =>
      `An admin of ${org} can add the buying side under Settings, Organisation. It is done at once; then come back here.`,
  },
  no_right: {
    title: 'Only a buyer admin can buy',
    body: org =>
      `Your role in ${org} does not include buying. Send this page to a buyer admin of ${org}, or ask for that role.`,
  },
};

/** What a price says more, where Stripe adds taxes to it. */
export const taxMessages = { before: ', before tax', included: ', tax included' } as const;

export const buyingMessages = {
  rail: {
    choose: 'Tier',
    buy: (tier: string) => `Continue with ${tier}`,
    phone: 'Choose a tier',
    empty:
      'This pack has no published rows yet, so there is nothing to buy. It can be bought once its first build is published.',
    emptyPhone: 'No published rows yet: it can be bought with its first build.',
  },
  enterprise: {
    askAdmin:
      'Need every pack, or more rows? Enterprise is agreed by contract: ask the admin of this portal.',
    byContract: 'Need every pack, or more rows? Enterprise is agreed by contract.',
    ask: 'Ask for an offer',
    subject: (pack: string) => `Enterprise contract: ${pack}`,
    mail: (pack: string, org: string | undefined) =>
      `We would like an offer for Enterprise.\n\nPack: ${pack}\nOrganisation: ${org ?? ''}\nRows a month: `,
  },
  remedy: {
    createAccount: 'Create an account to buy',
    signIn: 'Sign in',
    organization: 'Open settings',
    members: 'See who can',
  },
  tier: {
    perMonth: 'a month',
    contract: 'by contract',
    limits: (rows: string, requests: string) => `${rows} rows a month, ${requests} requests a minute`,
    packs: (packs: number) => (packs === 1 ? 'This pack' : `This pack and up to ${packs - 1} others`),
    packsOf: (packs: number) => (packs === 1 ? 'One pack' : `Up to ${packs} packs`),
    allPacks: 'Every pack',
  },
  page: {
    title: (pack: string) => `Buy ${pack}`,
    untitled: 'Buy a pack',
    subtitle: 'Month by month. You can change the tier or cancel at any time.',
    crumb: 'Data packs',
    pack: 'Pack',
    loadFailed: 'The offer could not be loaded',
    choose: '1. Choose a tier',
    packs: '2. Choose the packs',
    packsDescription: (title: string, most: number) =>
      `${title} is among them. Add up to ${most - 1} others now or later, at no further cost.`,
    packsField: 'Other packs',
    packsCount: (chosen: number, most: number) => `${chosen} of ${most} packs chosen`,
    packsFailed: 'The packs could not be listed. You can add them after the purchase.',
    terms: (step: number) => `${step}. Agree to the terms`,
    termsDescription: 'In plain words. The full text is what binds.',
    may: 'You may',
    mayNot: 'You may not',
    fullText: 'Full text',
    agree: (name: string) => `I agree to the ${name} for my organisation.`,
    mustAgree: 'Agree to the terms to go on.',
    summary: 'Summary',
    total: 'A month',
    renews: 'Charged today and then monthly until you cancel.',
    taxes: 'Taxes are shown before you pay.',
    pay: 'Continue to payment',
    toStripe: 'You pay on Stripe’s page; card data never reaches this portal.',
    toSandbox: 'You pay on the sandbox’s page: no card is needed.',
    failed: 'The payment page could not be opened. Your choice is kept',
    obstacleLink: 'See your subscriptions',
    open: 'A checkout of this pack is still open.',
    openLink: 'See the order',
  },
} as const;

export const orderStates: Record<
  OrderState,
  {
    readonly label: string;
    readonly tone: Tone;
    readonly title: string;
    /** What it means; the order’s own message comes before it. */
    readonly body: string;
    /** Read aloud when the order gets there. */
    readonly announcement: string;
  }
> = {
  pending: {
    label: 'Waiting for payment',
    tone: 'info',
    title: 'Waiting for the payment',
    body: 'This page asks again by itself and is safe to reload or to leave: the order goes on without it.',
    announcement: 'The payment is not confirmed yet.',
  },
  paid: {
    label: 'Paid',
    tone: 'ok',
    title: 'It is yours',
    body: 'The payment is confirmed and the rows are open to your organisation now.',
    announcement: 'Paid. The pack is open to your organisation.',
  },
  failed: {
    label: 'Payment failed',
    tone: 'bad',
    title: 'The payment failed',
    body: 'Nothing was charged. Try again, with another card if the bank refused this one.',
    announcement: 'The payment failed. Nothing was charged.',
  },
  expired: {
    label: 'Expired',
    tone: 'muted',
    title: 'The checkout has expired',
    body: 'Nothing was charged. What you chose is kept: you can begin again.',
    announcement: 'The checkout has expired. Nothing was charged.',
  },
  canceled: {
    label: 'Canceled',
    tone: 'muted',
    title: 'The order is canceled',
    body: 'Nothing was charged. What you chose is kept, should you change your mind.',
    announcement: 'The order is canceled. Nothing was charged.',
  },
  refunded: {
    label: 'Paid back',
    tone: 'warn',
    title: 'The payment was given back',
    body: 'Nothing was bought by this order. What you have is among your subscriptions.',
    announcement: 'The payment was given back in full.',
  },
};

/** While the order is pending and its buyer came back by the payment page's own way back. */
export const leftCheckout = {
  title: 'You left the payment page',
  body: 'Nothing was charged, and what you chose is kept. Go on with the payment, choose again, or cancel the order.',
} as const;

export const orderMessages = {
  title: 'Order',
  crumb: 'Subscriptions',
  loadFailed: 'The order could not be loaded',
  since: 'Begun',
  expires: 'The payment page closes',
  number: 'Order',
  copyNumber: 'Copy the order number',
  packs: 'Packs',
  price: 'Price',
  perMonth: 'a month',
  pay: 'Go to payment',
  cancel: 'Cancel the order',
  cancelFailed: 'The order could not be canceled',
  again: 'Choose again',
  catalogue: 'Browse the catalogue',
  bought: 'Open what you bought',
  next: 'What comes next',
  keyTitle: 'Create an API key',
  keyBody: 'It is shown once. Keys read every pack of your organisation.',
  queryTitle: 'Ask for rows',
  queryBody: 'With the key in NETCRAB_KEY:',
  myPacks: 'Open in My packs',
  createKey: 'Create an API key',
  subscriptions: 'See the subscription',
} as const;

export const attentionMessages = {
  overdue: (packs: string) => `The payment for ${packs} is overdue`,
  overdueUntil: (date: string) =>
    `Its rows stay open until ${date}. Pay the open invoice or change the card.`,
  overdueBody: 'Pay the open invoice or change the card.',
  overdueAction: 'Settle it',
  waits: (tier: string) => `Your bank wants the upgrade to ${tier} confirmed`,
  waitsUntil: (date: string) => `It counts once you confirm its payment, until ${date}.`,
  waitsAction: 'Confirm it',
  failed: (title: string) => `The payment for “${title}” failed`,
  failedBody: 'Nothing was charged.',
  pending: (title: string) => `“${title}” waits for its payment`,
  pendingBody: 'Go on with the payment, or cancel the order.',
  order: 'See the order',
} as const;

export const sandboxMessages = {
  sandbox: {
    title: 'Payments run in the sandbox',
    body: 'No money moves: on the payment page you choose what becomes of the payment.',
  },
  test: {
    title: 'Payments run in Stripe’s test mode',
    body: 'No money moves: pay with one of Stripe’s test cards.',
  },
} as const;
