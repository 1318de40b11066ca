export { default as PayoutMonthPage } from './PayoutMonthPage';
export { default as PayoutPackPage } from './PayoutPackPage';
export { default as PayoutsPage } from './PayoutsPage';
