import {
  createServiceRef,
  defineEvent,
  type OrgId,
  type Role,
  type UserId,
} from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import type { portalSession } from './types';

export const orgKinds = ['buyer', 'seller', 'both'] as const;
export type OrgKind = (typeof orgKinds)[number];

export interface Org {
  readonly id: OrgId;
  readonly name: string;
  readonly kind: OrgKind;
  /** Epoch ms. */
  readonly createdAt: number;
}

export interface Member {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** What other plugins may ask of identity. */
export interface IdentityService {
  org(orgId: OrgId): Promise<Org | null>;
  /** All orgs, or those named, by name. */
  orgs(ids?: readonly OrgId[]): Promise<Org[]>;
  /** Creates the org unless one of that id exists; answers the one there is. */
  ensureOrg(org: { readonly id: string; readonly name: string; readonly kind: OrgKind }): Promise<Org>;
  /** Creates the user unless one of that e-mail exists; adds what is missing of the memberships. */
  ensureUser(user: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
    readonly memberships: ReadonlyArray<{ readonly orgId: OrgId; readonly roles: readonly Role[] }>;
  }): Promise<{ readonly userId: UserId }>;
  members(orgId: OrgId): Promise<Member[]>;
  /** The orgs a user may act for, the one joined first in front. */
  sessionOrgs(userId: UserId): Promise<Array<Pick<Org, 'id' | 'name' | 'kind'>>>;
  /** How a page knows its viewer; null for anybody but a signed-in user. */
  portalSession(principal: SessionPrincipal): Promise<z.input<typeof portalSession> | null>;
}

/** The part of a principal that a session is made of. */
export type SessionPrincipal =
  | { readonly kind: 'anonymous' | 'service' }
  | {
      readonly kind: 'user';
      readonly userId: UserId;
      readonly name: string;
      readonly email: string;
      readonly orgId: OrgId | null;
      readonly roles: readonly Role[];
      readonly permissions: ReadonlySet<string>;
    };

export const identityRef = createServiceRef<IdentityService>('identity');

export const orgCreated = defineEvent('org_created', z.object({ orgId: z.string(), kind: z.enum(orgKinds) }));

/** Its last member deleted their account: nobody can act for the org any more, its books stay. */
export const orgClosed = defineEvent('org_closed', z.object({ orgId: z.string() }));
