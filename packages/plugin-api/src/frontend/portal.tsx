import { createContext, useContext, useMemo } from 'react';
import type { Client } from '../contract/client';
import { createClient } from '../contract/client';
import type { Endpoints } from '../contract/endpoint';
import type { Permission, Role } from '../contract/permission';
import type { SlotFill } from './plugin';

/** Who looks at the page, as the server said when it served it and after each sign-in. */
export interface PortalSession {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly org: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'buyer' | 'seller' | 'both';
  } | null;
  /** Every org the user may act for. */
  readonly orgs: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly kind: 'buyer' | 'seller' | 'both';
  }>;
  readonly roles: readonly Role[];
  readonly permissions: readonly string[];
}

export interface BootPlugin {
  readonly id: string;
  readonly status: 'ready' | 'failed' | 'blocked';
  readonly reason: string | null;
  /** The values its schema marks `frontend`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What the served page carries: the browser learns the enabled plugins from it, not from the build. */
export interface PortalBoot {
  readonly title: string;
  readonly version: string;
  readonly baseUrl: string;
  readonly demo: boolean;
  readonly plugins: readonly BootPlugin[];
  readonly session: PortalSession | null;
}

export interface Portal {
  readonly boot: PortalBoot;
  readonly session: PortalSession | null;
  readonly fills: readonly SlotFill[];
  /** Asks the server again who is signed in; after sign-in, sign-out, a change of org or of roles. */
  refreshSession(): Promise<void>;
}

export const PortalContext = createContext<Portal | null>(null);

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('usePortal needs the shell around it; in a test, wrap the page in TestPortal');
  return portal;
}

export const useSession = (): PortalSession | null => usePortal().session;

/** Whether the viewer holds a permission: pages hide what the server would refuse. */
export function useCan(permission: Permission): boolean {
  return useSession()?.permissions.includes(permission.id) ?? false;
}

/** Whether another plugin is enabled and running, for links to its pages. */
export const usePluginReady = (id: string): boolean =>
  usePortal().boot.plugins.some(plugin => plugin.id === id && plugin.status === 'ready');

/** A typed function per endpoint of a contract. Stable between renders. */
export const useClient = <E extends Endpoints>(endpoints: E): Client<E> =>
  useMemo(() => createClient(endpoints), [endpoints]);
