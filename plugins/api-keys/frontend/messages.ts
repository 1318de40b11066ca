import type { ApiKey, KeyScope } from '../contract';

export const messages = {
  keys: {
    title: 'API keys',
    subtitle:
      'Keys let your programs query and download the packs you subscribe to. Give each program its own.',
    create: 'Create key',
    caption: 'API keys of your organisation, newest first',
    showEnded: 'Show revoked and expired keys',
    loadFailed: 'The keys could not be loaded',
    noRequests: 'No requests',
    unusedTitle: 'Make your first request',
    unused:
      'Put a key into this line and run it; from then on each key’s requests a day are drawn in its row.',
    noneActive: 'No key is active. Create one, or show those that were revoked or have expired.',
    revoked: (label: string) => `"${label}" is revoked. The next request with it is refused.`,
  },
  empty: {
    title: 'Create your first API key',
    body: 'With a key, one line fetches rows. Name it after the program that will use it; the key itself is shown once.',
  },
  firstRequest: 'What you will run',
  create: {
    title: 'Create an API key',
    label: 'Label',
    labelHelp: 'Where is it used? For example: Nightly import, or Ada’s notebook.',
    labelMissing: 'Give the key a label, so that you can tell later what stops when you revoke it.',
    scopes: 'What it may do',
    scopesMissing: 'Choose at least one.',
    expiry: 'Ends',
    cidrs: 'Allowed addresses (optional)',
    cidrsHelp: 'One address or range a line, such as 203.0.113.0/24. Empty: any address.',
    mode: 'Test key: reaches sample data only',
    submit: 'Create key',
    failed: 'The key was not created',
  },
  secret: {
    title: 'Copy your new key now',
    warning: 'This is the only time it is shown. We keep a hash of it, so nobody can show it to you again.',
    copy: 'Copy key',
    field: 'Your API key',
    confirm: 'I have stored the key somewhere safe',
    done: 'Done',
    held: 'Copy the key, or confirm that you stored it, to close this.',
    snippets: 'Use the key',
    replaced: (label: string, hours: number) =>
      hours === 0
        ? `The old "${label}" has ended already.`
        : `The old "${label}" goes on working for ${overlapNames[hours] ?? `${hours} hours`}; put the new one in place before.`,
  },
  rotate: {
    title: (label: string) => `Rotate "${label}"?`,
    body: 'You get a new key with the same rights. The old one goes on working for a while, so that nothing stops.',
    overlap: 'The old key works for another',
    now: 'It ends at once: programs that still use it are refused from their next request on.',
    submit: 'Rotate key',
    failed: 'The key was not rotated',
  },
  revoke: {
    title: (label: string) => `Revoke "${label}"?`,
    submit: 'Revoke key',
    consequence: 'Every program that uses it is refused from its next request on. This cannot be undone.',
    recent: 'It was used within the last day, so something probably depends on it.',
    never: 'It was never used.',
  },
  usage: {
    title: 'Usage',
    subtitle:
      'Rows are counted when they are delivered, per pack and calendar month (UTC). Failed requests cost nothing.',
    loadFailed: 'Usage could not be loaded',
    rowsThisMonth: 'Rows this month',
    daily: (pack: string) => `Rows per day, ${pack}`,
    noRows: 'No rows were delivered in this month.',
    firstRows:
      'Here you will see the rows of each day; run this line with one of your keys to fetch the first.',
    noLimit: 'No subscription covers this pack now.',
    reserved: (rows: string) => `${rows} rows are set aside for requests now running.`,
    emptyTitle: 'Nothing used yet',
    emptyBody:
      'Once a subscription covers a pack, its quota stands here; the bar moves with the first query.',
    browse: 'Browse the catalogue',
    month: 'Month',
    nearlyOver: (pack: string) => `${pack}: most of this month’s rows are used`,
    over: (pack: string) => `${pack}: this month’s rows are used up`,
    seeUsage: 'See usage',
  },
  tabs: { keys: 'Keys', usage: 'Usage' },
} as const;

export const scopeNames: Record<
  KeyScope,
  { readonly title: string; readonly short: string; readonly help: string }
> = {
  'packs:query': { title: 'Query packs', short: 'Query', help: 'Rows and estimates over the API' },
  'packs:download': { title: 'Download packs', short: 'Download', help: 'CSV and Parquet snapshots' },
  'keys:manage': {
    title: 'Manage API keys',
    short: 'Manage',
    help: 'Create, rotate and revoke keys: for automation only',
  },
};

export const statusNames: Record<
  ApiKey['status'],
  { readonly label: string; readonly tone: 'ok' | 'warn' | 'bad' | 'muted' }
> = {
  active: { label: 'Active', tone: 'ok' },
  expiring: { label: 'Replaced, ending', tone: 'warn' },
  expired: { label: 'Expired', tone: 'muted' },
  revoked: { label: 'Revoked', tone: 'bad' },
};

/** Hours → words. */
export const overlapNames: Readonly<Record<number, string>> = {
  0: 'no time: end it now',
  1: '1 hour',
  24: '24 hours',
  168: '7 days',
  720: '30 days',
};

/** Days → words; 0 is no end. */
export const expiryNames: Readonly<Record<number, string>> = {
  0: 'Never: until revoked',
  30: 'In 30 days',
  90: 'In 90 days',
  365: 'In a year',
};
