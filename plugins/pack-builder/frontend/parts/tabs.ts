import { messages } from '../messages';

export const buildTabs = [
  { label: messages.tabs.builds, to: '/admin/builds' },
  { label: messages.tabs.ledger, to: '/admin/builds/ledger' },
];
