import MoneyIcon from '@mui/icons-material/PaymentsOutlined';
import type { PageDeclaration } from '@netcrab/plugin-api/frontend';
import { readMoney } from '../contract';

const access = { permission: readMoney };

// They come together: apart they share too much, and are too small, to be worth a request each.
type MoneyPages = typeof import('./pages/money');
const moneyPage = (name: keyof MoneyPages) => async () => ({
  default: (await import('./pages/money'))[name],
});

/** The platform's money, for its admins. */
export const moneyPages: readonly PageDeclaration[] = [
  {
    path: '/admin/money',
    title: 'Money',
    access,
    nav: { section: 'admin', icon: MoneyIcon, order: 45 },
    keywords: ['revenue', 'month close', 'fee', 'pool'],
    load: moneyPage('RevenuePage'),
  },
  {
    path: '/admin/money/months/:month',
    title: 'Revenue of a month',
    access,
    load: moneyPage('RevenueMonthPage'),
  },
  {
    path: '/admin/money/payouts',
    title: 'Payout runs',
    access,
    keywords: ['dry run', 'approve', 'retry', 'transfer'],
    load: moneyPage('PayoutRunsPage'),
  },
  {
    path: '/admin/money/payments',
    title: 'Payments',
    access,
    keywords: ['refund', 'dispute', 'chargeback'],
    load: moneyPage('PaymentsPage'),
  },
  {
    path: '/admin/money/ledger',
    title: 'Ledger',
    access,
    keywords: ['trial balance', 'journal', 'accounts', 'entries'],
    load: moneyPage('LedgerPage'),
  },
  {
    path: '/admin/money/reconciliation',
    title: 'Reconciliation',
    access,
    keywords: ['Stripe', 'difference', 'balance'],
    load: moneyPage('ReconciliationPage'),
  },
  {
    path: '/admin/money/rates',
    title: 'Commission rates',
    access,
    keywords: ['platform fee', 'percent'],
    load: moneyPage('RatesPage'),
  },
  {
    path: '/admin/money/webhooks',
    title: 'Webhooks',
    access,
    keywords: ['Stripe', 'inbox', 'replay', 'events'],
    load: moneyPage('WebhooksPage'),
  },
];
