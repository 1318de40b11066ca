export { default as BillingSettingsPage } from './BillingSettingsPage';
export { default as ChangePlanPage } from './ChangePlanPage';
export { default as OrderPage } from './OrderPage';
export { default as PurchasePage } from './PurchasePage';
export { default as SubscriptionsPage } from './SubscriptionsPage';
