import { useClient } from '@netcrab/plugin-api/frontend';
import { organizationEndpoints } from '@netcrab/plugin-identity/contract';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints, type GrantRequest, type SubscriptionTerms } from '../contract';

const subscriptionsKey = ['billing', 'subscriptions'] as const;

export function useTiers() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['billing', 'tiers'],
    queryFn: ({ signal }) => client.tiers({}, { signal }),
    staleTime: Infinity,
  });
}

export function useOwnSubscriptions() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...subscriptionsKey, 'own'],
    queryFn: ({ signal }) => client.ownSubscriptions({}, { signal }),
    // Confirmed in another tab, it counts here too.
    refetchInterval: ({ state }) =>
      state.data?.subscriptions.some(one => one.purchase?.pending) ? 5_000 : false,
  });
}

export function useSubscriptions(query: { state: 'current' | 'ended' | 'all'; page: number }) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...subscriptionsKey, 'all', query],
    queryFn: ({ signal }) => client.listSubscriptions({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function usePackChoices() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['billing', 'packs'],
    queryFn: ({ signal }) => client.packChoices({}, { signal }),
  });
}

/** Orgs whose name holds the text, from identity. */
export function useOrgs(search: string) {
  const client = useClient(organizationEndpoints);
  return useQuery({
    queryKey: ['billing', 'orgs', search],
    queryFn: ({ signal }) => client.listOrgs({ query: { q: search } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: subscriptionsKey });
}

export function useGrant() {
  const client = useClient(endpoints);
  return useMutation({
    mutationFn: (body: GrantRequest) => client.grantSubscription({ body }),
    onSettled: useRefresh(),
  });
}

export function useChange() {
  const client = useClient(endpoints);
  return useMutation({
    mutationFn: ({ id, ...body }: SubscriptionTerms & { id: string }) =>
      client.changeSubscription({ params: { id }, body }),
    onSettled: useRefresh(),
  });
}

export function useEnd() {
  const client = useClient(endpoints);
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      client.endSubscription({ params: { id }, body: { reason } }),
    onSettled: useRefresh(),
  });
}
