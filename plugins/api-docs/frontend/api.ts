import { endpoint, useClient } from '@netcrab/plugin-api/frontend';
import { useQuery } from '@tanstack/react-query';
import { apiDocument } from './reference/document';
import { readReference } from './reference/reference';

/** Served by the host itself, so no plugin's contract declares it. */
const endpoints = {
  document: endpoint({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'The OpenAPI document',
    access: 'public',
    output: apiDocument,
  }),
};

export function useReference() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['api-docs', 'reference'],
    queryFn: async ({ signal }) =>
      readReference(await client.document({}, { signal }), window.location.origin),
    // It changes with a restart of the portal, which plugins it runs and their versions.
    staleTime: 60_000,
  });
}
