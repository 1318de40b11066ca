import { useClient } from '@netcrab/plugin-api/frontend';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints, type Filters, type Verdict } from '../contract';

const all = ['insights'] as const;
const notesKey = [...all, 'notes'] as const;
const overviewKey = [...all, 'overview'] as const;
const segmentsKey = [...all, 'segments'] as const;

export type ArchetypesAsked = Filters & { readonly success?: 'true' | 'false' };
export type FlowAsked = ArchetypesAsked & { readonly steps?: number };

export function useOptions() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'options'],
    queryFn: ({ signal }) => client.insightOptions({}, { signal }),
    staleTime: 60_000,
  });
}

export function useOverview(query: Filters) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...overviewKey, query],
    queryFn: ({ signal }) => client.overview({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useHotspots(query: Filters) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'hotspots', query],
    queryFn: ({ signal }) => client.hotspots({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useHotspot(screenId: string, query: Filters) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'hotspot', screenId, query],
    queryFn: ({ signal }) => client.hotspot({ params: { screenId }, query }, { signal }),
  });
}

export function useTopFlows(query: FlowAsked) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'top-flows', query],
    queryFn: ({ signal }) => client.topFlows({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useFlowGraph(query: FlowAsked) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'flow-graph', query],
    queryFn: ({ signal }) => client.flowGraph({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useArchetypes(query: ArchetypesAsked) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'archetypes', query],
    queryFn: ({ signal }) => client.archetypes({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Asks nothing until both releases are chosen. */
export function useReleaseComparison(query: Omit<Filters, 'release'> & { a: string; b: string }) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'releases', query],
    queryFn: ({ signal }) => client.compareReleases({ query }, { signal }),
    enabled: query.a !== '' && query.b !== '',
    placeholderData: keepPreviousData,
  });
}

export function useClusters(query: Filters) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'clusters', query],
    queryFn: ({ signal }) => client.clusters({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useSegments() {
  const client = useClient(endpoints);
  return useQuery({ queryKey: segmentsKey, queryFn: ({ signal }) => client.segments({}, { signal }) });
}

export function useSaveSegment() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; filters: Filters }) => client.saveSegment({ body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: segmentsKey }),
  });
}

export function useRemoveSegment() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (segmentId: string) => client.removeSegment({ params: { segmentId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: segmentsKey }),
  });
}

export function useNotes(query: Filters) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...notesKey, query],
    queryFn: ({ signal }) => client.crabNotes({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Judges a note; null takes the judgement back. */
export function useJudge(noteId: string) {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (verdict: Verdict | null) => {
      if (verdict === null) await client.unjudgeNote({ params: { noteId } });
      else await client.judgeNote({ params: { noteId }, body: { verdict } });
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: notesKey }),
        queries.invalidateQueries({ queryKey: overviewKey }),
      ]),
  });
}
