/** Identifiers and randomness, injected. */
export interface Ids {
  /** UUIDv7: ordered by time. */
  uuid(): string;
  /** Cryptographically random bytes. */
  bytes(length: number): Uint8Array;
}
