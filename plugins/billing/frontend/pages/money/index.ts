export { default as LedgerPage } from './LedgerPage';
export { default as PaymentsPage } from './PaymentsPage';
export { default as PayoutRunsPage } from './PayoutRunsPage';
export { default as RatesPage } from './RatesPage';
export { default as ReconciliationPage } from './ReconciliationPage';
export { default as RevenueMonthPage } from './RevenueMonthPage';
export { default as RevenuePage } from './RevenuePage';
export { default as WebhooksPage } from './WebhooksPage';
