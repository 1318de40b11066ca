import { useClient } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { endpoints } from '../contract';

const all = ['pack-builder'] as const;
const pollMs = 1000;

/** Polls while a build runs. */
export function usePackStatus() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'status'],
    queryFn: ({ signal }) => client.listPackStatus({}, { signal }),
    refetchInterval: ({ state }) => (state.data?.running ? pollMs : false),
  });
}

export function useBuilds(packId: string | undefined) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'builds', packId ?? ''],
    queryFn: ({ signal }) => client.listBuilds({ query: { packId } }, { signal }),
  });
}

export function useBuild(buildId: string) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'build', buildId],
    queryFn: ({ signal }) => client.getBuild({ params: { buildId } }, { signal }),
  });
}

/** Polls until the run has ended. */
export function useBuildRun(runId: string | null) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'run', runId],
    queryFn: ({ signal }) => client.getBuildRun({ params: { runId: runId ?? '' } }, { signal }),
    enabled: runId !== null,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'running' ? false : pollMs),
  });
}

export function useStartBuild() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { packId?: string; asOf?: string; restateFrom?: string }) =>
      client.startBuild({ body }),
    onSettled: () => queries.invalidateQueries({ queryKey: all }),
  });
}

/** After a run: its own answer stays, everything it may have changed is asked for again. */
export function useRefreshBuilds(): () => void {
  const queries = useQueryClient();
  return useCallback(
    () =>
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === all[0] && queryKey[1] !== 'run',
      }),
    [queries],
  );
}

export function useLedger(source: string | undefined) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'ledger', source ?? ''],
    queryFn: ({ signal }) => client.getLedger({ query: { source } }, { signal }),
  });
}
