import { useClient } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery } from '@tanstack/react-query';
import { connectEndpoints, payoutsEndpoints, revenueEndpoints } from '../contract';

const earnings = ['billing', 'earnings'] as const;

/** What the organisation earns this month, and has earned. */
export function useProjection() {
  const client = useClient(revenueEndpoints);
  return useQuery({
    queryKey: [...earnings, 'projection'],
    queryFn: ({ signal }) => client.revenueProjection({ query: {} }, { signal }),
  });
}

export function useOwnPayouts() {
  const client = useClient(payoutsEndpoints);
  return useQuery({
    queryKey: [...earnings, 'payouts'],
    queryFn: ({ signal }) => client.ownPayouts({}, { signal }),
  });
}

export function usePayoutMonth(month: string, currency: string | undefined) {
  const client = useClient(payoutsEndpoints);
  return useQuery({
    queryKey: [...earnings, 'month', month, currency ?? ''],
    queryFn: ({ signal }) => client.ownPayoutMonth({ params: { month }, query: { currency } }, { signal }),
  });
}

export function usePayoutPack(month: string, packId: string, currency: string | undefined, page: number) {
  const client = useClient(payoutsEndpoints);
  return useQuery({
    queryKey: [...earnings, 'month', month, packId, currency ?? '', page],
    queryFn: ({ signal }) =>
      client.ownPayoutPack({ params: { month, packId }, query: { currency, page } }, { signal }),
  });
}

/** Goes to Stripe to connect or complete the account. */
export function useConnect() {
  const client = useClient(connectEndpoints);
  return useMutation({
    mutationFn: (country: string | undefined) => client.connectLink({ body: { country } }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** Goes to the account's own dashboard at Stripe. */
export function usePayoutDashboard() {
  const client = useClient(connectEndpoints);
  return useMutation({
    mutationFn: () => client.payoutDashboardLink({}),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
