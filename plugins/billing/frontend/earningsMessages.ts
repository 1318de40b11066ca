import type { Tone } from '@netcrab/ui';
import type { PayoutAccountState, PayoutState, ProjectedPack } from '../contract';

export const payoutStateNames: Record<PayoutState, { readonly label: string; readonly tone: Tone }> = {
  pending: { label: 'Waiting', tone: 'warn' },
  processing: { label: 'On its way', tone: 'info' },
  paid: { label: 'Paid', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  canceled: { label: 'Canceled', tone: 'muted' },
};

export const contributionNames: Record<
  ProjectedPack['status'],
  { readonly label: string; readonly tone: Tone }
> = {
  contributing: { label: 'Contributing', tone: 'ok' },
  paused: { label: 'Paused', tone: 'warn' },
  none: { label: 'Not contributing', tone: 'muted' },
};

/** What each state of the payout account means to its owner. */
export const accountText: Record<
  PayoutAccountState,
  {
    readonly title: string;
    readonly body: string;
    readonly action: string;
    readonly severity: 'info' | 'warning' | 'success';
  }
> = {
  not_started: {
    title: 'Connect an account to be paid',
    body: 'Stripe checks who you are and where to pay. Until then what you earn is kept for you and carried from month to month.',
    action: 'Connect with Stripe',
    severity: 'info',
  },
  in_review: {
    title: 'Stripe is checking your account',
    body: 'There is nothing to do now. It usually takes minutes, at most a few days; what you earn meanwhile is kept for you.',
    action: 'Look at Stripe',
    severity: 'info',
  },
  restricted: {
    title: 'Stripe needs more from you',
    body: 'Nothing can be paid until this is complete. What you earn is kept for you.',
    action: 'Complete at Stripe',
    severity: 'warning',
  },
  enabled: {
    title: 'Your account can be paid',
    body: 'Payouts go to it by themselves, once a month.',
    action: 'Open Stripe dashboard',
    severity: 'success',
  },
};

export const revenueMessages = {
  title: 'Revenue',
  subtitle: 'What your organisation’s sessions earn in the data packs it contributes to.',
  loadFailed: 'The revenue could not be loaded',
  projected: (month: string) => `Projected for ${month}`,
  projectedHint: 'between what has been received so far and what is due until the month ends',
  payable: 'Earned and not yet paid',
  payableHint: 'of closed months',
  lastMonth: (month: string) => `Earned in ${month}`,
  lastMonthHint: 'as the month closed',
  range: (low: string, high: string) => (low === high ? low : `${low} – ${high}`),
  formulaTitle: 'How it is computed',
  formula: {
    share: 'Your share of a pack',
    low: 'Low end',
    high: 'High end',
    impact: 'Worth of contributing',
  },
  assumptions: 'Assumptions',
  packsTitle: 'By pack',
  packsDescription: 'Sessions of this month so far. A row leads to its history and what buyers see.',
  packsCaption: 'Packs with your sessions, share and projected revenue this month',
  columns: {
    pack: 'Pack',
    status: 'Status',
    sessions: 'Sessions',
    share: 'Share',
    projected: 'Projected',
    impact: 'Worth of contributing',
  },
  ofTotal: (total: string) => `of ${total}`,
  historyTitle: 'Closed months',
  historySeries: 'Earned',
  historyEmpty: 'The first month closes on the 5th of the next one; its revenue will be shown here.',
  emptyTitle: 'No pack to earn from yet',
  emptyBody:
    'Opt a product in to a pack: its sessions count from the next build on, and earn a share of what the pack’s buyers pay.',
  optIn: 'Choose packs',
  payouts: 'Payouts',
  pack: {
    contributes: (share: string, title: string) =>
      `Your organisation contributes ${share} of the sessions of ${title} this month.`,
    contributesNothing: (title: string) => `None of your sessions count in ${title} this month.`,
    received: 'Received from its buyers this month',
    impact: 'Worth of contributing, a month',
    buyers: 'What buyers see',
    buyersBody:
      'Buyers see groups of at least as many organisations and sessions as the pack’s page says, with noise. Never an organisation, a user or a session.',
    openPack: 'Open the pack’s page',
    notFound: 'No such pack among yours',
    notFoundBody: 'Look at the list for the packs you can earn from.',
    back: 'All packs',
  },
} as const;

export const payoutMessages = {
  title: 'Payouts',
  subtitle: 'What was paid to your organisation, what comes next, and how each amount came about.',
  loadFailed: 'The payouts could not be loaded',
  country: 'Country of the organisation',
  countryHelp: 'It cannot be changed later.',
  missing: 'Stripe still wants',
  overdue: 'overdue',
  dueBy: 'By',
  bankProblem: (problem: string) => `Stripe’s last payment to your bank failed: ${problem}`,
  connectFailed: 'Stripe could not be reached',
  payable: 'Payable',
  payableHint: (minimum: string) => `paid from ${minimum} on`,
  inTransit: 'On its way',
  paidToDate: 'Paid to date',
  next: 'Next payout',
  nextHint: 'for the month before',
  monthsTitle: 'Months',
  monthsCaption: 'Closed months with earnings and payout',
  columns: { month: 'Month', earned: 'Earned', closing: 'Closing balance', payout: 'Payout', state: 'State' },
  none: 'nothing to pay',
  carriedOver: 'Carried over',
  emptyTitle: 'No closed month yet',
  emptyBody:
    'A month is closed and paid on the 5th of the next, at 06:00 UTC. Here you will see each with its payout.',
  month: {
    title: (month: string) => `Payout for ${month}`,
    statementFor: (month: string) => `Statement of ${month}`,
    csv: 'CSV',
    pdf: 'PDF',
    sumTitle: 'How the payout comes about',
    caption: 'Opening balance, shares, sales, refunds and adjustments down to the payable amount',
    opening: 'Carried over from earlier months',
    shares: 'Shares of packs',
    sales: 'Sales',
    refunds: 'Refunds',
    adjustments: 'Adjustments',
    withheld: 'Taken back since the month ended',
    payable: 'Payable',
    sharesTitle: 'Shares of packs',
    sharesCaption: 'Your share of each pack’s pool, by sessions',
    sharesEmpty: 'No pack earned this month.',
    correctionsTitle: 'Refunds and adjustments',
    correctionsCaption: 'Corrections of closed months that were posted in this month',
    corrects: (month: string) => `corrects ${month}`,
    attemptsTitle: 'Transfers tried',
    attemptsCaption: 'Attempts to transfer the payout',
    columns: {
      pack: 'Pack',
      sessions: 'Your sessions',
      total: 'All sessions',
      amount: 'Amount',
      line: 'Line',
      at: 'When',
      what: 'What',
      number: 'Attempt',
      state: 'Outcome',
      error: 'Message',
    },
    attempt: { started: 'Started', succeeded: 'Succeeded', failed: 'Failed' },
  },
  pack: {
    title: (pack: string, month: string) => `${pack}, ${month}`,
    sumTitle: 'From the pack’s revenue to your share',
    sumCaption: 'Revenue, fee, pool and your share',
    gross: 'Received for the month, without tax and refunds',
    fee: 'Platform fee',
    pool: 'Pool shared by sessions',
    share: (own: string, all: string) => `Your share: ${own} of ${all} sessions`,
    hash: 'The counts were frozen when the month closed. Their SHA-256:',
    copyHash: 'Copy the hash',
    paymentsTitle: 'Payments behind it',
    paymentsDescription: 'Who paid is not told.',
    paymentsCaption: 'Payments whose portions make up the revenue',
    paymentsEmpty: 'No payment fell on this month.',
    columns: { reference: 'Reference', at: 'Received', portion: 'For this month', returned: 'Returned' },
  },
} as const;
