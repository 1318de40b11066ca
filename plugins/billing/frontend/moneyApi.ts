import { useCan, useClient } from '@netcrab/plugin-api/frontend';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  ledgerEndpoints,
  paymentEndpoints,
  payoutsEndpoints,
  readMoney,
  reconciliationEndpoints,
  revenueEndpoints,
  webhookEndpoints,
  type JournalRequest,
  type LedgerAccount,
  type NewRate,
  type PayoutState,
  type WebhookEventState,
} from '../contract';

const money = ['billing', 'money'] as const;

/** Every figure of money hangs together: after a change all are asked for again. */
function useRefreshMoney() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: money });
}

export function useRevenueMonths() {
  const client = useClient(revenueEndpoints);
  return useQuery({
    queryKey: [...money, 'revenue'],
    queryFn: ({ signal }) => client.listRevenueMonths({ query: {} }, { signal }),
  });
}

export function useRevenueMonthPacks(month: string) {
  const client = useClient(revenueEndpoints);
  return useQuery({
    queryKey: [...money, 'revenue', month],
    queryFn: ({ signal }) => client.revenueMonthPacks({ params: { month } }, { signal }),
  });
}

export function useCloseMonth() {
  const client = useClient(revenueEndpoints);
  return useMutation({
    mutationFn: (month: string) => client.closeMonth({ params: { month } }),
    onSettled: useRefreshMoney(),
  });
}

export function useRates() {
  const client = useClient(revenueEndpoints);
  return useQuery({
    queryKey: [...money, 'rates'],
    queryFn: ({ signal }) => client.listRates({}, { signal }),
  });
}

export function useAddRate() {
  const client = useClient(revenueEndpoints);
  return useMutation({
    mutationFn: (body: NewRate) => client.addRate({ body }),
    onSettled: useRefreshMoney(),
  });
}

export function usePayoutPlan(month: string) {
  const client = useClient(payoutsEndpoints);
  return useQuery({
    queryKey: [...money, 'plan', month],
    queryFn: ({ signal }) => client.previewPayouts({ query: { month } }, { signal }),
  });
}

export function usePayouts(query: { month?: string; state?: PayoutState; page: number }) {
  const client = useClient(payoutsEndpoints);
  return useQuery({
    queryKey: [...money, 'payouts', query],
    queryFn: ({ signal }) => client.listPayouts({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

const runPollMs = 2_000;

/** Polls while a run pays. */
export function usePayoutRuns(page: number) {
  const client = useClient(payoutsEndpoints);
  return useQuery({
    queryKey: [...money, 'runs', page],
    queryFn: ({ signal }) => client.listPayoutRuns({ query: { page } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.runs.some(run => run.state === 'running') ? runPollMs : false,
  });
}

export function useRequestRun() {
  const client = useClient(payoutsEndpoints);
  return useMutation({
    mutationFn: (body: { month: string; planHash: string; reason: string }) =>
      client.requestPayoutRun({ body }),
    onSettled: useRefreshMoney(),
  });
}

export function useDecideRun() {
  const client = useClient(payoutsEndpoints);
  return useMutation({
    mutationFn: ({ id, reason, approve }: { id: string; reason: string; approve: boolean }) =>
      approve
        ? client.approvePayoutRun({ params: { id }, body: { reason } })
        : client.rejectPayoutRun({ params: { id }, body: { reason } }),
    onSettled: useRefreshMoney(),
  });
}

export function useRetryPayout() {
  const client = useClient(payoutsEndpoints);
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      client.retryPayout({ params: { id }, body: { reason } }),
    onSettled: useRefreshMoney(),
  });
}

export interface LedgerFilter {
  readonly account?: LedgerAccount;
  readonly orgId?: string;
  readonly packId?: string;
  readonly month?: string;
}

export function useLedgerEntries(filter: LedgerFilter, page: number) {
  const client = useClient(ledgerEndpoints);
  return useQuery({
    queryKey: [...money, 'entries', filter, page],
    queryFn: ({ signal }) => client.ledgerEntries({ query: { ...filter, page } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useTrialBalance() {
  const client = useClient(ledgerEndpoints);
  return useQuery({
    queryKey: [...money, 'trial-balance'],
    queryFn: ({ signal }) => client.trialBalance({ query: {} }, { signal }),
  });
}

export function usePostJournal() {
  const client = useClient(ledgerEndpoints);
  return useMutation({
    mutationFn: (body: JournalRequest) => client.postJournal({ body }),
    onSettled: useRefreshMoney(),
  });
}

export function usePayments(page: number) {
  const client = useClient(paymentEndpoints);
  return useQuery({
    queryKey: [...money, 'payments', page],
    queryFn: ({ signal }) => client.listPayments({ query: { page } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useDisputes(page: number) {
  const client = useClient(paymentEndpoints);
  return useQuery({
    queryKey: [...money, 'disputes', page],
    queryFn: ({ signal }) => client.listDisputes({ query: { page } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useRefund() {
  const client = useClient(paymentEndpoints);
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; key: string; amount?: string; reason: string }) =>
      client.refundPayment({ params: { id }, body }),
    onSettled: useRefreshMoney(),
  });
}

/** @param days back from now */
export function useReconciliation(days: number) {
  const client = useClient(reconciliationEndpoints);
  return useQuery({
    queryKey: [...money, 'reconciliation', days],
    queryFn: ({ signal }) => {
      const to = Date.now();
      return client.reconciliation({ query: { from: to - days * 86_400_000, to } }, { signal });
    },
  });
}

/** The last check that was kept. Not asked for by someone who may not see it. */
export function useLatestReconciliation() {
  const client = useClient(reconciliationEndpoints);
  const allowed = useCan(readMoney);
  return useQuery({
    queryKey: [...money, 'reconciliation', 'latest'],
    queryFn: ({ signal }) => client.latestReconciliation({}, { signal }),
    enabled: allowed,
  });
}

export function useCheckNow() {
  const client = useClient(reconciliationEndpoints);
  return useMutation({ mutationFn: () => client.checkNow(), onSettled: useRefreshMoney() });
}

export function useWebhooks(query: { state?: WebhookEventState; page: number }) {
  const client = useClient(webhookEndpoints);
  return useQuery({
    queryKey: [...money, 'webhooks', query],
    queryFn: ({ signal }) => client.listWebhookEvents({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useReplay() {
  const client = useClient(webhookEndpoints);
  return useMutation({
    mutationFn: (id: string) => client.replayWebhookEvent({ params: { id } }),
    onSettled: useRefreshMoney(),
  });
}
