import { useClient } from '@netcrab/plugin-api/frontend';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  checkoutEndpoints,
  purchasedEndpoints,
  type BillingProfileView,
  type BuyableTier,
} from '../contract';

/** After a change of a subscription: what it opens has changed with it. */
function useRefreshSubscriptions() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['billing'] }),
      queries.invalidateQueries({ queryKey: ['my-packs'] }),
    ]);
}

export interface PlanChoice {
  readonly id: string;
  readonly tier: BuyableTier;
  readonly packIds: string[];
}

export function usePreviewChange() {
  const client = useClient(purchasedEndpoints);
  return useMutation({
    mutationFn: ({ id, ...body }: PlanChoice) => client.previewSubscriptionChange({ params: { id }, body }),
  });
}

export function useConfirmChange() {
  const client = useClient(purchasedEndpoints);
  return useMutation({
    mutationFn: ({ id, confirmation }: { id: string; confirmation: string }) =>
      client.confirmSubscriptionChange({ params: { id }, body: { confirmation } }),
    onSettled: useRefreshSubscriptions(),
  });
}

export function useChoosePacks() {
  const client = useClient(purchasedEndpoints);
  return useMutation({
    mutationFn: ({ id, packIds }: Omit<PlanChoice, 'tier'>) =>
      client.choosePacks({ params: { id }, body: { packIds } }),
    onSettled: useRefreshSubscriptions(),
  });
}

export function useCancelSubscription() {
  const client = useClient(purchasedEndpoints);
  return useMutation({
    mutationFn: (id: string) => client.cancelSubscription({ params: { id } }),
    onSettled: useRefreshSubscriptions(),
  });
}

export function useResumeSubscription() {
  const client = useClient(purchasedEndpoints);
  return useMutation({
    mutationFn: (id: string) => client.resumeSubscription({ params: { id } }),
    onSettled: useRefreshSubscriptions(),
  });
}

/** Goes to Stripe's customer portal. */
export function useBillingPortal() {
  const client = useClient(checkoutEndpoints);
  return useMutation({
    mutationFn: () => client.billingPortal({}),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

export function useInvoices() {
  const client = useClient(checkoutEndpoints);
  return useInfiniteQuery({
    queryKey: ['billing', 'invoices'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => client.listInvoices({ query: { after: pageParam } }, { signal }),
    getNextPageParam: ({ invoices, more }) => (more ? invoices.at(-1)?.id : undefined),
  });
}

const profileKey = ['billing', 'profile'] as const;

export function useBillingProfile() {
  const client = useClient(checkoutEndpoints);
  return useQuery({
    queryKey: profileKey,
    queryFn: ({ signal }) => client.getBillingProfile({}, { signal }),
  });
}

export function useSetBillingProfile() {
  const client = useClient(checkoutEndpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { billingEmail: string; country: string | null }) =>
      client.setBillingProfile({ body }),
    onSuccess: (profile: BillingProfileView) => queries.setQueryData(profileKey, profile),
  });
}
