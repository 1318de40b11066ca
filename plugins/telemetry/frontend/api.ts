import { useClient } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  maxLiveEvents,
  telemetryEndpoints,
  type IngestKeyInfo,
  type LiveAnswer,
  type LiveEvent,
  type Vertical,
} from '../contract';

const productsKey = ['telemetry', 'products'] as const;
const keysKey = ['telemetry', 'ingest-keys'] as const;
/** Events are counted each second; a page that waits for the first one should show it soon. */
const liveMs = 3_000;

export function useProducts() {
  const client = useClient(telemetryEndpoints);
  return useQuery({
    queryKey: productsKey,
    queryFn: ({ signal }) => client.listProducts({}, { signal }),
    refetchInterval: liveMs,
  });
}

export function useQuality(productId: string) {
  const client = useClient(telemetryEndpoints);
  return useQuery({
    queryKey: ['telemetry', 'quality', productId],
    queryFn: ({ signal }) => client.productQuality({ params: { productId } }, { signal }),
    refetchInterval: liveMs,
  });
}

/** An event is to be seen within two seconds of the click, of which the SDK may take one. */
const watchMs = 750;

/** The last events of a product; each call fetches only what came since the one before. */
export function useLive(productId: string) {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  const queryKey = ['telemetry', 'live', productId];
  return useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<LiveAnswer> => {
      const before = queries.getQueryData<LiveAnswer>(queryKey);
      const answer = await client.live({ query: { productId, after: before?.cursor } }, { signal });
      const events = new Map<string, LiveEvent>();
      for (const event of [...(before?.events ?? []), ...answer.events]) events.set(event.eventId, event);
      return { ...answer, events: [...events.values()].slice(-maxLiveEvents) };
    },
    refetchInterval: watchMs,
    gcTime: 0,
  });
}

const deletionsKey = (productId: string) => ['telemetry', 'deletions', productId];

/** Followed closely while one is under way. */
export function useDeletions(productId: string) {
  const client = useClient(telemetryEndpoints);
  return useQuery({
    queryKey: deletionsKey(productId),
    queryFn: ({ signal }) => client.listDeletions({ params: { productId } }, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.deletions.some(one => one.state !== 'done') ? liveMs : false,
  });
}

/** Of one user by their hash, or with null of the whole product. */
export function useRequestDeletion(productId: string) {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (userHash: string | null) =>
      client.requestDeletion({ params: { productId }, body: userHash === null ? {} : { userHash } }),
    onSettled: () => queries.invalidateQueries({ queryKey: deletionsKey(productId) }),
  });
}

export interface ProductForm {
  readonly productId: string;
  readonly name: string;
  readonly vertical: Vertical;
}

export function useSaveProduct(isNew: boolean) {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ productId, name, vertical }: ProductForm) =>
      isNew
        ? client.createProduct({ body: { productId, name, vertical } })
        : client.updateProduct({ params: { productId }, body: { name, vertical } }),
    onSettled: () => queries.invalidateQueries({ queryKey: productsKey }),
  });
}

export function useIngestKeys() {
  const client = useClient(telemetryEndpoints);
  return useQuery({ queryKey: keysKey, queryFn: ({ signal }) => client.listIngestKeys({}, { signal }) });
}

/** A plain call, not a mutation: a mutation would keep the secret in the query client's memory. */
export function useCreateIngestKey() {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  return async (body: { readonly label: string; readonly origins: string[] }) => {
    const created = await client.createIngestKey({ body });
    void queries.invalidateQueries({ queryKey: keysKey });
    return created;
  };
}

export function useRevokeIngestKey() {
  const client = useClient(telemetryEndpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: IngestKeyInfo) => client.revokeIngestKey({ params: { keyId: key.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keysKey }),
  });
}
