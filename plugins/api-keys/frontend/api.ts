import { useCan, useClient, usePluginReady } from '@netcrab/plugin-api/frontend';
import { endpoints as subscriptionEndpoints, readSubscriptions } from '@netcrab/plugin-billing/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints, type ApiKey, type NewKey } from '../contract';

const keysKey = ['api-keys', 'list'] as const;

export function useKeys() {
  const client = useClient(endpoints);
  return useQuery({ queryKey: keysKey, queryFn: ({ signal }) => client.listKeys({}, { signal }) });
}

/** The packs the org may read now, by title; none for who may not see its subscriptions. */
function useOpenPacksQuery() {
  const client = useClient(subscriptionEndpoints);
  const allowed = useCan(readSubscriptions);
  const running = usePluginReady('billing');
  return {
    queryKey: ['api-keys', 'open-packs', allowed && running],
    queryFn: async () => (allowed && running ? (await client.ownSubscriptions()).packs : []),
    staleTime: 60_000,
    retry: false,
  };
}

export const useOpenPacks = () => useQuery(useOpenPacksQuery());

/** Usage with the packs' titles, or their ids where those cannot be had. */
export function useUsage(month?: string) {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  const openPacks = useOpenPacksQuery();
  return useQuery({
    queryKey: ['api-keys', 'usage', month ?? 'now'],
    queryFn: async ({ signal }) => {
      const [usage, named] = await Promise.all([
        client.usage({ query: { month } }, { signal }),
        queries.fetchQuery(openPacks).catch(() => []),
      ]);
      const titles = new Map(named.map(({ id, title }) => [id, title]));
      return {
        ...usage,
        packs: usage.packs.map(pack => ({ ...pack, title: titles.get(pack.packId) ?? pack.packId })),
      };
    },
  });
}

/**
 * Create and rotate answer a secret. They are plain calls, not mutations: a mutation would keep the secret in the query
 * client's memory after the dialog has closed.
 */
export function useSecretCalls() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: keysKey });
  return {
    create: async (body: Partial<NewKey> & Pick<NewKey, 'label'>) => {
      const created = await client.createKey({ body });
      refresh();
      return created;
    },
    rotate: async (key: ApiKey, overlapHours: number) => {
      const rotated = await client.rotateKey({ params: { id: key.id }, body: { overlapHours } });
      refresh();
      return rotated;
    },
  };
}

export function useRevokeKey() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: ApiKey) => client.revokeKey({ params: { id: key.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keysKey }),
  });
}
