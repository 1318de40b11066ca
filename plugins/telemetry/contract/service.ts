import { createServiceRef, type OrgId, type ProductId } from '@netcrab/plugin-api/contract';
import type { Preview } from './preview';
import type { TaskTypes } from './taskTypes';

export const verticals = ['B2B_CRM', 'SUPPORT_DESK', 'ERP', 'HRIS', 'CUSTOM'] as const;
export type Vertical = (typeof verticals)[number];

/** In words; `ANY` is what packs over all of them name. */
const verticalNames: Readonly<Record<Vertical | 'ANY', string>> = {
  B2B_CRM: 'B2B CRM',
  SUPPORT_DESK: 'Support desk',
  ERP: 'ERP',
  HRIS: 'HR systems',
  CUSTOM: 'Custom software',
  ANY: 'Across verticals',
};

/** `B2B_CRM` → `B2B CRM`; one without a name stays. */
export const verticalName = (vertical: string): string =>
  (verticalNames as Readonly<Record<string, string>>)[vertical] ?? vertical;

export interface Product {
  readonly orgId: OrgId;
  readonly productId: ProductId;
  readonly name: string;
  readonly vertical: Vertical;
}

/** What other plugins may ask of telemetry, besides reading its warehouse tables (see the README). */
export interface TelemetryService {
  /** Of one org, or of all. */
  products(filter?: { readonly orgId?: OrgId }): Promise<Product[]>;
  /** Creates or updates the product. */
  ensureProduct(product: {
    readonly orgId: OrgId;
    readonly productId: string;
    readonly name: string;
    readonly vertical: Vertical;
  }): Promise<Product>;
  /** The secret is returned here and never again. */
  createIngestKey(key: {
    readonly orgId: OrgId;
    readonly label: string;
    readonly origins?: readonly string[];
  }): Promise<{ readonly id: string; readonly secret: string }>;
  /** Resolves when every event acknowledged before the call stands in the warehouse tables. */
  caughtUp(): Promise<void>;
  /**
   * What a batch of the wire format would become, by the same rules that ingest and processing go by; nothing is kept.
   * @throws InvalidRequestError naming what is wrong with a batch that cannot be read, payload_too_large over 1 MB
   */
  preview(batch: { readonly body: Uint8Array; readonly encoding: string | undefined }): Promise<Preview>;
  /** The registry of task types. Whoever calls it to change something notes that in the audit log. */
  readonly taskTypes: TaskTypes;
}

export const telemetryRef = createServiceRef<TelemetryService>('telemetry');
