/** Keyed by secrets that stand outside the database; one purpose never opens another's. */
export interface SecretsService {
  /** HMAC-SHA256, 32 bytes. */
  hmac(purpose: string, data: string | Uint8Array): Buffer;
  /** HKDF-SHA256 key of `length` bytes. */
  derive(purpose: string, length: number): Buffer;
  /** A signed, expiring text that carries `data` readably. */
  sign(purpose: string, data: string, expiresAt: number): string;
  /** The data, or null when the signature is wrong or the time is over. */
  verify(purpose: string, signed: string, now: number): string | null;
  /** AES-256-GCM. */
  encrypt(purpose: string, plain: string): string;
  decrypt(purpose: string, sealed: string): string;
}
