/** Time, injected so that tests and payouts are deterministic. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
