/**
 * How long a connection may take, in ms. Who sends a header or a body drop by drop holds a connection no longer than
 * this; node answers 408 and closes. A kept-alive connection outlives the 60 s of the usual proxies, so that it is the
 * proxy that closes it.
 */
export const connectionTimes = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  /** How often the first two are looked at. */
  connectionsCheckingInterval: 5_000,
} as const;

/** A client that takes nothing of its answer for so long is given up: what it holds, a quota's rows too, is let go. */
export const stalledMs = 60_000;
