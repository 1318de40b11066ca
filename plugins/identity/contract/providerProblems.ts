/** Why a provider's word was not enough to sign in; the sign-in page gets it as `?problem=` and explains. */
export const providerProblems = ['refused', 'unverified-email', 'email-in-use'] as const;
export type ProviderProblem = (typeof providerProblems)[number];
