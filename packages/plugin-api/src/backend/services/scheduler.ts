import type { Logger } from './logger';

export interface JobProgress {
  /** @param fraction 0 to 1. */
  (fraction: number, message?: string): void;
}

export interface JobContext {
  readonly runId: string;
  readonly log: Logger;
  readonly progress: JobProgress;
  /** Aborted at shutdown, at timeout, and when the claim was lost. */
  readonly signal: AbortSignal;
  /** Given to {@link SchedulerService.runNow}. */
  readonly input: unknown;
}

export interface Job {
  /** Unique within the plugin: `build`. */
  readonly id: string;
  readonly title: string;
  /** Five-field cron, UTC; absent for a job that only runs on demand. */
  readonly cron?: string;
  readonly timeoutMs?: number;
  /** The result is kept with the run, as JSON. */
  run(context: JobContext): Promise<unknown>;
}

export interface JobRun {
  readonly id: string;
  readonly jobId: string;
  readonly trigger: 'schedule' | 'manual' | 'event';
  readonly status: 'running' | 'succeeded' | 'failed' | 'canceled';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly progress: number;
  readonly message: string | null;
  readonly error: string | null;
  readonly result: unknown;
  /** What the run logged, `info` and above, the last 500 lines; given by {@link SchedulerService.run} alone. */
  readonly log?: readonly string[];
}

export interface JobStatus {
  /** `<plugin id>.<job id>` */
  readonly id: string;
  readonly pluginId: string;
  readonly title: string;
  readonly cron: string | null;
  readonly nextRunAt: number | null;
  readonly lastRun: JobRun | null;
  /** Milliseconds of the last runs, oldest first. */
  readonly recentDurations: readonly number[];
}

/** Jobs by time and on demand; one instance at a time runs a job. */
export interface SchedulerService {
  schedule(job: Job): void;
  /**
   * Runs a job of this plugin by its own id, or any job by its full id.
   * @returns the run's id at once; a job that is already running answers the id of that run.
   */
  runNow(
    jobId: string,
    options?: { readonly input?: unknown; readonly trigger?: 'manual' | 'event' },
  ): Promise<string>;
  /** Resolves when a run has ended. */
  settled(runId: string): Promise<JobRun>;
  list(): Promise<JobStatus[]>;
  runs(jobId: string, limit?: number): Promise<JobRun[]>;
  run(runId: string): Promise<JobRun | null>;
}
