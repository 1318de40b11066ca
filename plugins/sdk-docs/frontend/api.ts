import { useCan, useClient, useSession } from '@netcrab/plugin-api/frontend';
import {
  liveEndpoints,
  telemetryEndpoints,
  telemetryManage,
  type LiveAnswer,
} from '@netcrab/plugin-telemetry/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { taskTypeEndpoints, type TaskTypeView } from '../contract';

const registry = ['sdk-docs', 'task-types'] as const;
/** An event should be seen within two seconds of the click: the SDK takes a quarter of one, the ways there and back the rest. */
const liveMs = 500;
/** The latest events that are worth a look. */
const keptEvents = 20;

/** Whether the reader may see and change what their organisation sends. */
export function useSeller(): 'signed-out' | 'allowed' | 'denied' {
  const session = useSession();
  const allowed = useCan(telemetryManage);
  return session === null ? 'signed-out' : allowed ? 'allowed' : 'denied';
}

export function useProducts() {
  const client = useClient(telemetryEndpoints);
  return useQuery({
    queryKey: ['sdk-docs', 'products'],
    queryFn: ({ signal }) => client.listProducts({}, { signal }),
    enabled: useSeller() === 'allowed',
  });
}

/** Plain calls, not mutations: a mutation would keep the secret in the query client's memory. */
export function useMakeKey() {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  return async (key: { label: string; origins: string[] }): Promise<string> => {
    const { secret } = await client.createIngestKey({ body: key });
    void queries.invalidateQueries({ queryKey: ['telemetry'] });
    return secret;
  };
}

export function useRegisterProduct() {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  return async (product: Parameters<typeof client.createProduct>[0]['body']) => {
    await client.createProduct({ body: product });
    await queries.invalidateQueries({ queryKey: ['sdk-docs', 'products'] });
  };
}

/** The product's latest events, newest first, and why others were refused; asked for anew all the time. */
export function useLiveEvents(productId: string | null) {
  const client = useClient(liveEndpoints);
  const queries = useQueryClient();
  const queryKey = ['sdk-docs', 'live', productId];
  return useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<LiveAnswer> => {
      const before = queries.getQueryData<LiveAnswer>(queryKey);
      const answer = await client.live(
        { query: { productId: productId ?? '', ...(before && { after: before.cursor }) } },
        { signal },
      );
      const events = [...answer.events.toReversed(), ...(before?.events ?? [])].slice(0, keptEvents);
      return { ...answer, events };
    },
    enabled: productId !== null,
    refetchInterval: liveMs,
    // Whoever comes back from the page they clicked on sees it at once.
    staleTime: 0,
  });
}

export function useTaskTypes() {
  const client = useClient(taskTypeEndpoints);
  return useQuery({
    queryKey: registry,
    queryFn: ({ signal }) => client.listTaskTypes({ query: {} }, { signal }),
    enabled: useSeller() === 'allowed',
  });
}

type Named = Pick<TaskTypeView, 'productId' | 'taskType'>;
const paramsOf = ({ productId, taskType }: Named) => ({ productId, taskType });

/** What was decided is asked for anew: the counts follow moments later. */
function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: registry });
}

export function useLabelTaskType() {
  const client = useClient(taskTypeEndpoints);
  return useMutation({
    mutationFn: ({ label, ...of }: Named & { label: string }) =>
      client.renameTaskType({ params: paramsOf(of), body: { label } }),
    onSettled: useRefresh(),
  });
}

export function useMergeTaskType() {
  const client = useClient(taskTypeEndpoints);
  return useMutation({
    mutationFn: ({ into, ...of }: Named & { into: string }) =>
      client.mergeTaskType({ params: paramsOf(of), body: { into } }),
    onSettled: useRefresh(),
  });
}

export function useUnmergeTaskType() {
  const client = useClient(taskTypeEndpoints);
  return useMutation({
    mutationFn: (of: Named) => client.unmergeTaskType({ params: paramsOf(of) }),
    onSettled: useRefresh(),
  });
}
