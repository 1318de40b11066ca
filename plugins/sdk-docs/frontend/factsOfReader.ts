import { useClient, usePortal } from '@netcrab/plugin-api/frontend';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sdkEndpoints } from '../contract';
import type { Facts } from './chapters/chapter';
import { messages } from './messages';

/** A key made on these pages. */
export interface OwnKey {
  readonly secret: string;
  readonly productId: string;
}

// In memory only: the secret is gone with the page, and never in any storage.
let own: OwnKey | null = null;
const listeners = new Set<() => void>();

/** Fills the key in on every page of the guide, until they are left. */
export function keepKey(key: OwnKey | null): void {
  own = key;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useOwnKey = (): OwnKey | null => useSyncExternalStore(subscribe, () => own);

/** What stands in the snippets for this reader. */
export function useFacts(): Facts {
  const key = useOwnKey();
  const client = useClient(sdkEndpoints);
  const { data: release } = useQuery({
    queryKey: ['sdk-docs', 'release'],
    queryFn: ({ signal }) => client.release({}, { signal }),
    staleTime: Infinity,
  });
  return {
    origin: usePortal().boot.baseUrl,
    ingestKey: key?.secret ?? messages.keyless,
    productId: key?.productId ?? messages.productless,
    hash: release?.hash ?? '0000000000000000',
    integrity: release?.integrity ?? 'sha384-…',
  };
}
