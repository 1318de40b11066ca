import {
  createServiceRef,
  defineEvent,
  type OrgId,
  type PackId,
  type ProductId,
} from '@netcrab/plugin-api/contract';
import { z } from 'zod';

/** A pack that products may contribute to; pack-builder offers it when it loads its definitions. */
export interface OfferedPack {
  readonly packId: PackId;
  readonly title: string;
  /** Only products of this vertical can contribute; `ANY` takes all. */
  readonly vertical: string;
}

export interface Contribution {
  readonly orgId: OrgId;
  readonly productId: ProductId;
  /** Epoch ms from which the opt-in counts. */
  readonly since: number;
}

/** What other plugins may ask of contributions. */
export interface ContributionsService {
  /** Replaces the list of packs that can be contributed to. */
  offer(packs: readonly OfferedPack[]): Promise<void>;
  /** The products that a build of this pack may read now. */
  contributors(packId: PackId): Promise<Contribution[]>;
  /** Sets the switch of one product and pack, and turns the org's global switch on when `on`; as a seller's admin would in the UI. */
  set(choice: {
    readonly orgId: OrgId;
    readonly productId: ProductId;
    readonly packId: PackId;
    readonly on: boolean;
    readonly actor: string;
  }): Promise<void>;
}

export const contributionsRef = createServiceRef<ContributionsService>('contributions');

const choice = z.object({ orgId: z.string(), productId: z.string(), packId: z.string() });
export const optedIn = defineEvent('org_marketplace_opted_in', choice);
export const optedOut = defineEvent('org_marketplace_opted_out', choice);
