import { useClient } from '@netcrab/plugin-api/frontend';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints, type AuditFilterQuery, type RunView } from '../contract';

const jobsKey = ['admin', 'jobs'] as const;
const lookAgainMs = 1_000;

/** Asks again only while something runs. */
const intervalWhile = (running: boolean) => (running ? lookAgainMs : false);
const isRunning = (run: RunView | null | undefined) => run?.status === 'running';

export function useHost() {
  const client = useClient(endpoints);
  return useQuery({ queryKey: ['admin', 'host'], queryFn: ({ signal }) => client.host({}, { signal }) });
}

export function useJobs() {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: jobsKey,
    queryFn: ({ signal }) => client.jobs({}, { signal }),
    refetchInterval: ({ state }) =>
      intervalWhile(state.data?.jobs.some(one => isRunning(one.lastRun)) ?? false),
  });
}

export function useJobRuns(jobId: string) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...jobsKey, jobId],
    queryFn: ({ signal }) => client.jobRuns({ params: { jobId } }, { signal }),
    refetchInterval: ({ state }) => intervalWhile(state.data?.runs.some(isRunning) ?? false),
  });
}

export function useRun(runId: string) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['admin', 'run', runId],
    queryFn: ({ signal }) => client.jobRun({ params: { runId } }, { signal }),
    refetchInterval: ({ state }) => intervalWhile(isRunning(state.data)),
  });
}

export function useRunJob() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (jobId: string) => client.runJob({ params: { jobId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: jobsKey }),
  });
}

export function useAuditLog(filter: AuditFilterQuery, beforeSeq: number | undefined) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: ['admin', 'audit', filter, beforeSeq],
    queryFn: ({ signal }) => client.auditLog({ query: { ...filter, beforeSeq } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useVerifyAudit() {
  const client = useClient(endpoints);
  return useMutation({ mutationFn: () => client.verifyAudit() });
}
