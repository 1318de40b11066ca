export interface LimitState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until the window has room again. */
  readonly resetMs: number;
}

export interface LimitsService {
  /** A sliding-window counter: at most `limit` points within any `windowMs`. Synchronous: it stands in the hot path. */
  window(
    name: string,
    windowMs: number,
  ): { consume(key: string, limit: number, points?: number): LimitState };
}
