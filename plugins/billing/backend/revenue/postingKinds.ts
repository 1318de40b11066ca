/** Kinds of postings that revenue, payouts and statements tell apart; all others of a seller are adjustments. */
export const monthCloseKind = 'month_close';
export const payoutKind = 'payout';
export const payoutSettledKind = 'payout_settled';
export const payoutReturnedKind = 'payout_returned';
/** Stripe took a transfer back. */
export const payoutReversedKind = 'payout_reversed';
/** Sales of a seller's own assets. */
export const saleKind = 'sale';
/** By hand, by an admin. */
export const journalKind = 'journal';
