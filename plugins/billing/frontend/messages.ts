import type { SubscriptionView, Tier } from '../contract';

export const tierNames: Record<Tier, string> = { standard: 'Standard', pro: 'Pro', enterprise: 'Enterprise' };

export const stateNames: Record<
  SubscriptionView['state'],
  { readonly label: string; readonly tone: 'ok' | 'warn' | 'info' | 'muted' }
> = {
  active: { label: 'Active', tone: 'ok' },
  past_due: { label: 'Payment overdue', tone: 'warn' },
  upcoming: { label: 'Upcoming', tone: 'info' },
  ended: { label: 'Ended', tone: 'muted' },
};

export const messages = {
  own: {
    title: 'Subscriptions',
    subtitle: 'What your organisation may read, how much of it a month, and what it pays.',
    current: 'Your subscriptions',
    loadFailed: 'The subscriptions could not be loaded',
    endedTitle: 'Ended',
    endedCaption: 'Subscriptions that have ended',
    emptyTitle: 'No subscription yet',
    emptyBody:
      'A subscription opens a pack’s rows and downloads. Choose a pack in the catalogue, then its tier; it works as soon as it is paid.',
    browse: 'Browse the catalogue',
    allPacks: 'Every pack',
    noEnd: 'no\u00a0end',
    renews: 'renewed',
  },
  tiers: {
    title: 'Tiers',
    description: 'Limits are per organisation; rows are counted per pack and calendar month (UTC).',
    loadFailed: 'The tiers could not be loaded',
    contact: 'By contract',
    perMonth: 'a month',
    rows: (rows: string) => `${rows} rows per pack a month`,
    requests: (requests: string) => `${requests} requests a minute`,
    packs: (packs: number | null) =>
      packs === null ? 'Every pack' : packs === 1 ? 'One pack' : `Up to ${packs} packs`,
  },
  admin: {
    title: 'All subscriptions',
    subtitle:
      'Grant an organisation its packs as a contract says. Each change is kept in the audit log with its reason.',
    grant: 'Grant subscription',
    caption: 'Subscriptions of all organisations, newest first',
    loadFailed: 'The subscriptions could not be loaded',
    show: 'Show',
    shown: { current: 'Current', ended: 'Ended', all: 'All' },
    noneTitle: 'No subscription here',
    noneBody: 'Grant one, or choose to show others.',
    granted: (org: string) => `${org} has its subscription. Its keys can query at once.`,
    changed: (org: string) => `The subscription of ${org} is changed.`,
    ended: (org: string) => `The subscription of ${org} has ended.`,
  },
  form: {
    grantTitle: 'Grant a subscription',
    changeTitle: (org: string) => `Change the subscription of ${org}`,
    org: 'Organisation',
    orgHelp: 'Type a part of its name.',
    orgMissing: 'Choose the organisation.',
    tier: 'Tier',
    packs: 'Packs',
    allPacks: 'Every pack, now and later',
    packsMissing: 'Choose at least one pack.',
    tooMany: (tier: string, packs: number) =>
      `${tier} covers ${packs === 1 ? 'one pack' : `at most ${packs} packs`}.`,
    ends: 'Ends on (optional)',
    endsHelp: 'The last day that counts, UTC. Empty: no end.',
    endsPast: 'Choose a day that is not over.',
    reason: 'Reason',
    reasonHelp: 'For the audit log: contract number, who agreed.',
    reasonMissing: 'Say why, in a few words.',
    grant: 'Grant',
    change: 'Save changes',
    failed: 'The subscription was not saved',
  },
  end: {
    title: (org: string) => `End the subscription of ${org}?`,
    body: 'Queries and downloads of its packs are refused from the next request on. A new one can be granted at any time.',
    confirm: 'End subscription',
  },
} as const;
