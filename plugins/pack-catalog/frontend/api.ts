import { endpoints as keyEndpoints, manageKeys } from '@netcrab/plugin-api-keys/contract';
import { useCan, useClient, usePluginReady, useSession } from '@netcrab/plugin-api/frontend';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../contract/endpoints';
import { packsQuery } from '../contract/permissions';
import type { CatalogueSort, PriceBand } from '../contract/types';

export interface CatalogueFilters {
  readonly q?: string;
  readonly vertical?: string[];
  readonly category?: string[];
  readonly updateFrequency?: string[];
  readonly priceBand?: PriceBand[];
  readonly sort?: CatalogueSort;
  readonly page?: number;
  readonly pageSize?: number;
}

/** A page of the catalogue; the last one stays in sight while the next loads. */
export function usePacks(filters: CatalogueFilters) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['packs', 'list', filters],
    queryFn: ({ signal }) => client.listPacks({ query: filters }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function usePack(packId: string) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['packs', 'detail', packId],
    queryFn: ({ signal }) => client.getPack({ params: { packId } }, { signal }),
  });
}

/** The org's own packs; not asked for by someone who may not see them. */
export function useMyPacks() {
  const client = useClient(endpoints);
  const session = useSession();
  const allowed = session?.permissions.includes(packsQuery.id) === true && session.org !== null;
  return useQuery({
    queryKey: ['my-packs', session?.org?.id],
    queryFn: ({ signal }) => client.myPacks({}, { signal }),
    enabled: allowed,
  });
}

/** @param version null to follow the latest */
export function useMovePin(packId: string) {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: string | null) =>
      version === null
        ? client.unpinPack({ params: { packId } })
        : client.pinPack({ params: { packId }, body: { version } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['my-packs'] }),
  });
}

/** The org's newest working live key as it may be shown, for snippets; undefined for who may not see keys. */
export function useMaskedKey(): string | undefined {
  const client = useClient(keyEndpoints);
  const allowed = useCan(manageKeys);
  const running = usePluginReady('api-keys');
  const keys = useQuery({
    queryKey: ['api-keys', 'masked'],
    queryFn: ({ signal }) => client.listKeys({}, { signal }),
    enabled: allowed && running,
    retry: false,
  });
  return keys.data?.keys.find(key => key.mode === 'live' && key.status === 'active')?.masked;
}
