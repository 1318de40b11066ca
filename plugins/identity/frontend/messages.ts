import type { OrgKind, ProviderProblem } from '../contract';

/** The plugin's text that is not part of a sentence's markup. */
export const messages = {
  show: 'Show password',
  hide: 'Hide password',
  signIn: {
    title: 'Sign in',
    subtitle: 'Browsing the marketplace needs no account; buying, selling and settings do.',
    demoTitle: 'Look around the demo',
    demoBody: 'One click, no password. Everything you change stays in this demo.',
    formTitle: 'With your account',
  },
  signUp: {
    title: 'Create an account',
    subtitle:
      'You get an organisation that can buy packs, with you as its admin. Invite colleagues later; selling can be added in the settings.',
  },
  forgot: {
    title: 'Forgot password',
    subtitle: 'We mail you a link to choose a new one.',
    sentTitle: 'Look at your mail',
    sentBody:
      'If an account has this address, a link is on its way. It works once, within the hour. Nothing there? Look among the spam, or check the address.',
  },
  reset: {
    title: 'Choose a new password',
    subtitle: 'Every session of your account ends; sign in again with the new password.',
    done: 'Your password is changed. Sign in with it.',
  },
  passwordHint: 'At least 10 characters. A few unrelated words are easy to keep and hard to guess.',
  sessions: {
    title: 'Sessions',
    subtitle: 'Where your account is signed in. End what you do not recognise, then change your password.',
  },
  members: {
    title: 'Members',
    subtitle: 'Who can act for your organisation, and as what.',
    lastAdmin: 'The last admin of buying or selling cannot be removed; make somebody else admin first.',
  },
} as const;

export const providerProblemTexts: Record<ProviderProblem, string> = {
  refused: 'The other service did not sign you in. Try again, or use your e-mail and password.',
  'unverified-email':
    'The other service has not checked your e-mail address. Verify it there, then try again, or use your password.',
  'email-in-use':
    'An account with your e-mail address exists, but nobody has proved yet that the address is theirs. Choose a new password by mail once; after that this button works.',
};

export const kindTitles: Record<OrgKind, string> = {
  buyer: 'Buys packs and assets',
  seller: 'Sends telemetry and sells',
  both: 'Buys and sells',
};

export const demoTexts = {
  buyer: { title: 'Buyer', body: 'Subscribes to packs, creates keys, queries rows.' },
  seller: { title: 'Seller', body: 'Sees friction, opts products in, gets paid.' },
  admin: { title: 'Platform admin', body: 'Plugins, jobs, money and the audit log.' },
} as const;
