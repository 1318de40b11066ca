import { moneyMessages } from '../../moneyMessages';

const { tabs } = moneyMessages;

export const moneyTabs = [
  { label: tabs.revenue, to: '/admin/money' },
  { label: tabs.payouts, to: '/admin/money/payouts' },
  { label: tabs.payments, to: '/admin/money/payments' },
  { label: tabs.ledger, to: '/admin/money/ledger' },
  { label: tabs.reconciliation, to: '/admin/money/reconciliation' },
  { label: tabs.rates, to: '/admin/money/rates' },
  { label: tabs.webhooks, to: '/admin/money/webhooks' },
];
