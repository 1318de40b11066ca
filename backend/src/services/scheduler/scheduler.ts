import {
  NotFoundError,
  type Clock,
  type DatabaseService,
  type Ids,
  type Job,
  type JobRun,
  type JobStatus,
  type Logger,
  type SchedulerService,
} from '@netcrab/plugin-api/backend';
import { setTimeout as wait } from 'node:timers/promises';
import { execute, type Execution } from './execution';
import { DatabaseRunStore, ticketMs } from './runStore';
import { createTimetable, type Timetable } from './timetable';

export interface Scheduler {
  forPlugin(pluginId: string): SchedulerService;
  /**
   * Jobs can be run from now on, and by time unless `byTime` is false.
   *
   * A job whose last scheduled time passed while no instance was up, not more than a day ago, runs once at the start;
   * times missed before that are left out, and a job seen for the first time has missed nothing.
   */
  start(options?: { readonly byTime?: boolean }): Promise<void>;
  /** Tells running jobs to stop and waits for them; what does not stop within 10 s is given up. */
  stop(): Promise<void>;
}

export interface SchedulerDependencies {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly instanceId: string;
}

interface Entry {
  readonly id: string;
  readonly pluginId: string;
  readonly job: Job;
  readonly timetable: Timetable | undefined;
  readonly registered: () => Promise<void>;
  unfollow?: () => void;
}

const recentRuns = 20;
const lookAgainMs = 250;

export function createScheduler({
  database,
  clock,
  ids,
  logger,
  instanceId,
}: SchedulerDependencies): Scheduler {
  const store = new DatabaseRunStore(database, clock, instanceId);
  const entries = new Map<string, Entry>();
  const executions = new Map<string, Execution>();
  let state: 'waiting' | 'started' | 'stopped' = 'waiting';
  let byTime = true;
  let abandonedTimer: NodeJS.Timeout | undefined;

  async function launch(
    entry: Entry,
    trigger: JobRun['trigger'],
    slotAt: number | null,
    input?: unknown,
  ): Promise<string | null> {
    await entry.registered();
    const runId = ids.uuid();
    const claim = await store.claim(entry.id, { id: runId, trigger }, slotAt);
    if (claim === null) return null;
    if (claim !== 'claimed') {
      if (slotAt !== null)
        logger.warn(
          { job: entry.id, run: claim.busy },
          'A scheduled run was left out: the last one still runs',
        );
      return claim.busy;
    }
    const execution = execute({
      jobId: entry.id,
      job: entry.job,
      runId,
      trigger,
      input,
      store,
      logger: logger.child({ plugin: entry.pluginId }),
    });
    executions.set(runId, execution);
    void execution.ended.then(() => executions.delete(runId));
    if (state === 'stopped') execution.cancel('the portal is shutting down');
    return runId;
  }

  const launchAt = (entry: Entry, slotAt: number) =>
    launch(entry, 'schedule', slotAt).catch(error =>
      logger.error({ error, job: entry.id }, 'A scheduled job could not start'),
    );

  /** Begins with what was missed. */
  async function follow(entry: Entry): Promise<void> {
    await entry.registered();
    const { timetable } = entry;
    if (!timetable || !byTime || state !== 'started') return;
    const missed = timetable.lastWithinDay(clock.now());
    if (missed !== null && (await store.lastSlotAt(entry.id)) < missed) {
      logger.info(
        { job: entry.id, missedAt: missed },
        'Running a job whose time passed while the portal was down',
      );
      await launchAt(entry, missed);
    }
    entry.unfollow = timetable.follow(slotAt => void launchAt(entry, slotAt));
  }

  function schedule(pluginId: string, job: Job): void {
    const id = `${pluginId}.${job.id}`;
    if (entries.has(id))
      throw new Error(`The job "${id}" is scheduled already; give each job an id of its own.`);
    let registration: Promise<void> | undefined;
    const entry: Entry = {
      id,
      pluginId,
      job,
      timetable: job.cron === undefined ? undefined : createTimetable(job.cron),
      registered: () => (registration ??= store.register(id)),
    };
    entries.set(id, entry);
    if (state === 'started')
      follow(entry).catch(error => logger.error({ error, job: id }, 'A job could not be scheduled'));
  }

  /** What this process runs is known to the moment. */
  const current = (run: JobRun): JobRun => {
    const execution = run.status === 'running' ? executions.get(run.id) : undefined;
    if (!execution) return run;
    const { progress, message, log } = execution.state();
    return { ...run, progress, message, ...(run.log && { log: log === '' ? [] : log.split('\n') }) };
  };

  async function findRun(runId: string): Promise<JobRun | null> {
    const run = await store.run(runId);
    return run && current(run);
  }

  async function settled(runId: string): Promise<JobRun> {
    for (;;) {
      await executions.get(runId)?.ended;
      const run = await store.run(runId);
      if (!run) throw new NotFoundError(`There is no run ${runId}; it may be older than the history kept.`);
      if (run.status !== 'running') return run;
      await wait(lookAgainMs);
    }
  }

  async function status(entry: Entry): Promise<JobStatus> {
    const runs = (await store.runs(entry.id, recentRuns)).map(current);
    const finished = runs.filter(run => run.finishedAt !== null).reverse();
    return {
      id: entry.id,
      pluginId: entry.pluginId,
      title: entry.job.title,
      cron: entry.job.cron ?? null,
      nextRunAt: entry.timetable?.next(clock.now()) ?? null,
      lastRun: runs[0] ?? null,
      recentDurations: finished.map(run => (run.finishedAt ?? run.startedAt) - run.startedAt),
    };
  }

  function forPlugin(pluginId: string): SchedulerService {
    const find = (jobId: string): Entry => {
      const entry = entries.get(`${pluginId}.${jobId}`) ?? entries.get(jobId);
      if (!entry) throw new NotFoundError(`There is no job "${jobId}".`);
      return entry;
    };
    return {
      schedule: job => schedule(pluginId, job),
      async runNow(jobId, { input, trigger = 'manual' } = {}) {
        const runId = await launch(find(jobId), trigger, null, input);
        // Only a scheduled time can be somebody else's.
        if (runId === null) throw new Error(`The job "${jobId}" did not start.`);
        return runId;
      },
      settled,
      list: () => Promise.all([...entries.values()].map(status)),
      runs: async (jobId, limit = 50) => (await store.runs(find(jobId).id, limit)).map(current),
      run: findRun,
    };
  }

  return {
    forPlugin,
    async start(options = {}) {
      byTime = options.byTime ?? true;
      await store.endAbandoned(true);
      state = 'started';
      if (database.dialect === 'pg') {
        abandonedTimer = setInterval(() => {
          store
            .endAbandoned(false)
            .catch(error => logger.warn({ error }, 'Abandoned runs could not be ended'));
        }, ticketMs).unref();
      }
      for (const entry of entries.values()) await follow(entry);
    },
    async stop() {
      state = 'stopped';
      clearInterval(abandonedTimer);
      for (const entry of entries.values()) entry.unfollow?.();
      const running = [...executions.values()];
      for (const execution of running) execution.cancel('the portal is shutting down');
      await Promise.all(running.map(execution => execution.ended));
    },
  };
}
