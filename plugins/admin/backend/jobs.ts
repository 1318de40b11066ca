import {
  NotFoundError,
  type AuditService,
  type JobStatus,
  type RequestContext,
  type SchedulerService,
} from '@netcrab/plugin-api/backend';

const runsShown = 50;

async function findJob(scheduler: SchedulerService, jobId: string): Promise<JobStatus> {
  const job = (await scheduler.list()).find(one => one.id === jobId);
  if (!job) throw new NotFoundError(`There is no job "${jobId}". Its plugin may be switched off.`);
  return job;
}

export async function jobWithRuns(scheduler: SchedulerService, jobId: string) {
  const job = await findJob(scheduler, jobId);
  return { job, runs: await scheduler.runs(jobId, runsShown) };
}

export async function oneRun(scheduler: SchedulerService, runId: string) {
  const run = await scheduler.run(runId);
  if (!run) throw new NotFoundError('There is no run of this id; runs are kept for a limited time.');
  return run;
}

/** Starts a job out of turn and records who asked for it. */
export async function runJobNow(
  { scheduler, audit }: { readonly scheduler: SchedulerService; readonly audit: AuditService },
  jobId: string,
  { principal, ip, requestId }: RequestContext,
): Promise<{ runId: string }> {
  const job = await findJob(scheduler, jobId);
  const runId = await scheduler.runNow(jobId, { trigger: 'manual' });
  const actor =
    principal.kind === 'user'
      ? { kind: 'user' as const, id: principal.userId, name: principal.name }
      : { kind: 'service' as const, id: principal.kind === 'service' ? principal.id : 'operator' };
  await audit.record({
    action: 'job.started',
    actor,
    target: { type: 'job', id: jobId, name: job.title },
    after: { runId },
    ip,
    requestId,
  });
  return { runId };
}
