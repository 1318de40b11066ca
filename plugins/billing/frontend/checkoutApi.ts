import { endpoints as catalogue } from '@netcrab/plugin-pack-catalog/contract';
import { useCan, useClient, usePluginReady, useSession } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  checkoutEndpoints,
  readSubscriptions,
  type CheckoutRequest,
  type NamedPack,
  type OrderView,
} from '../contract';

const orders = ['billing', 'orders'] as const;

/** Whose money moves; asked for once, since only a restart changes it. */
export function useBillingMode() {
  const client = useClient(checkoutEndpoints);
  return useQuery({
    queryKey: ['billing', 'mode'],
    queryFn: ({ signal }) => client.billingMode({}, { signal }),
    enabled: useSession() !== null,
    staleTime: Infinity,
  });
}

export function usePurchaseOptions(packId: string) {
  const client = useClient(checkoutEndpoints);
  return useQuery({
    queryKey: ['billing', 'purchase-options', packId],
    queryFn: ({ signal }) => client.purchaseOptions({ params: { packId } }, { signal }),
  });
}

/** The most a page of the catalogue holds; there are fewer packs. */
const everyPack = 100;

/** What the catalogue offers, by title, for choosing packs. */
export function useCataloguePacks() {
  const client = useClient(catalogue);
  return useQuery({
    queryKey: ['billing', 'catalogue'],
    queryFn: async ({ signal }): Promise<{ packs: NamedPack[] }> => {
      const { items } = await client.listPacks({ query: { sort: 'title', pageSize: everyPack } }, { signal });
      return { packs: items.map(({ id, title }) => ({ id, title })) };
    },
    enabled: usePluginReady('pack-catalog'),
  });
}

/** The pack as everybody sees it: its title, and what its license allows in plain words. */
export function useCataloguePack(packId: string) {
  const client = useClient(catalogue);
  return useQuery({
    queryKey: ['packs', 'detail', packId],
    queryFn: ({ signal }) => client.getPack({ params: { packId } }, { signal }),
    enabled: usePluginReady('pack-catalog'),
  });
}

/** Begins the purchase and goes to the checkout page. */
export function useCheckout(packId: string) {
  const client = useClient(checkoutEndpoints);
  return useMutation({
    mutationFn: (body: CheckoutRequest) => client.createCheckoutSession({ params: { packId }, body }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

const pollMs = 2_000;
const slowPollMs = 10_000;
/** A card is through by then; what still waits, waits for a person or a bank. */
const slowAfterMs = 60_000;

/** Polls while the order is pending: briskly at first, then at leisure. */
export function useOrder(id: string) {
  const client = useClient(checkoutEndpoints);
  return useQuery({
    queryKey: [...orders, id],
    queryFn: ({ signal }) => client.getOrder({ params: { id } }, { signal }),
    refetchInterval: ({ state: { data, dataUpdatedAt } }) => {
      if (data?.state !== 'pending') return false;
      return dataUpdatedAt - data.createdAt < slowAfterMs ? pollMs : slowPollMs;
    },
  });
}

/** The newest ones; not asked for by someone who may not see them. */
export function useRecentOrders() {
  const client = useClient(checkoutEndpoints);
  const allowed = useCan(readSubscriptions);
  const hasOrg = Boolean(useSession()?.org);
  return useQuery({
    queryKey: [...orders, 'recent'],
    queryFn: ({ signal }) => client.listOrders({ query: {} }, { signal }),
    enabled: allowed && hasOrg,
  });
}

export function useCancelOrder() {
  const client = useClient(checkoutEndpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.cancelOrder({ params: { id } }),
    onSuccess: (order: OrderView) => queries.setQueryData([...orders, order.id], order),
    onSettled: () => queries.invalidateQueries({ queryKey: ['billing'] }),
  });
}
