import MoneyIcon from '@mui/icons-material/PaymentsOutlined';
import type { PageDeclaration } from '@netcrab/plugin-api/frontend';
import { readMoney } from '../contract';

const access = { permission: readMoney };

/** The platform's money, for its admins. */
export const moneyPages: readonly PageDeclaration[] = [
  {
    path: '/admin/money',
    title: 'Money',
    access,
    nav: { section: 'admin', icon: MoneyIcon, order: 45 },
    keywords: ['revenue', 'month close', 'fee', 'pool'],
    load: () => import('./pages/money/RevenuePage'),
  },
  {
    path: '/admin/money/months/:month',
    title: 'Revenue of a month',
    access,
    load: () => import('./pages/money/RevenueMonthPage'),
  },
  {
    path: '/admin/money/payouts',
    title: 'Payout runs',
    access,
    keywords: ['dry run', 'approve', 'retry', 'transfer'],
    load: () => import('./pages/money/PayoutRunsPage'),
  },
  {
    path: '/admin/money/payments',
    title: 'Payments',
    access,
    keywords: ['refund', 'dispute', 'chargeback'],
    load: () => import('./pages/money/PaymentsPage'),
  },
  {
    path: '/admin/money/ledger',
    title: 'Ledger',
    access,
    keywords: ['trial balance', 'journal', 'accounts', 'entries'],
    load: () => import('./pages/money/LedgerPage'),
  },
  {
    path: '/admin/money/reconciliation',
    title: 'Reconciliation',
    access,
    keywords: ['Stripe', 'difference', 'balance'],
    load: () => import('./pages/money/ReconciliationPage'),
  },
  {
    path: '/admin/money/rates',
    title: 'Commission rates',
    access,
    keywords: ['platform fee', 'percent'],
    load: () => import('./pages/money/RatesPage'),
  },
  {
    path: '/admin/money/webhooks',
    title: 'Webhooks',
    access,
    keywords: ['Stripe', 'inbox', 'replay', 'events'],
    load: () => import('./pages/money/WebhooksPage'),
  },
];
