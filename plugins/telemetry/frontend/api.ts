import { useClient } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { telemetryEndpoints, type IngestKeyInfo, type Vertical } from '../contract';

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
