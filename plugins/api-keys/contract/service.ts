import { createServiceRef, type OrgId, type PackId } from '@netcrab/plugin-api/contract';

/** The auth scheme's id, for `access: { scheme: apiKeyScheme, scope }`. */
export const apiKeyScheme = 'api-key';
export const keyScopes = ['packs:query', 'packs:download', 'keys:manage'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What the scheme puts into `principal.details`. */
export interface ApiKeyDetails {
  readonly label: string;
  /** `nc_test_` keys reach only sample data. */
  readonly mode: 'live' | 'test';
}

export interface QuotaState {
  readonly used: number;
  readonly reserved: number;
  readonly limit: number;
  /** Epoch ms at which the month ends, UTC. */
  readonly resetsAt: number;
}

/** Rows set aside for one request. Exactly one of the two must be called. */
export interface RowReservation {
  /** The rows really delivered; the rest goes back. */
  settle(rows: number): void;
  release(): void;
}

export interface QuotaRequest {
  readonly orgId: OrgId;
  readonly packId: PackId;
  readonly keyId: string;
  /** Of the org's subscription. */
  readonly rowsPerMonth: number;
}

/** What other plugins may ask of api-keys. */
export interface QuotaService {
  /**
   * Sets rows aside before a query. Answers without a promise while the instance holds a lease with room, so that
   * the hot path stays synchronous.
   * @throws QuotaExceededError with used, limit and reset time, when fewer rows are left; nothing is truncated.
   */
  reserve(request: QuotaRequest, rows: number): RowReservation | Promise<RowReservation>;
  state(request: Omit<QuotaRequest, 'keyId'>): Promise<QuotaState>;
  /** Rows delivered per UTC day, oldest first. */
  daily(
    orgId: OrgId,
    packId: PackId,
    days: number,
  ): Promise<Array<{ readonly date: string; readonly rows: number; readonly requests: number }>>;
}

export const quotaRef = createServiceRef<QuotaService>('api-keys');
