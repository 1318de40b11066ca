import { useCan, useClient, useSession } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { checkoutEndpoints, readSubscriptions, type CheckoutRequest, type OrderView } from '../contract';

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

/** Packs that can be bought, for choosing several and for their titles. */
export function usePurchasable() {
  const client = useClient(checkoutEndpoints);
  return useQuery({
    queryKey: ['billing', 'purchasable'],
    queryFn: ({ signal }) => client.listPurchasable({}, { signal }),
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
