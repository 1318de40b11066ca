import type { Job, JobRun, Logger } from '@netcrab/plugin-api/backend';
import { ticketMs, type DatabaseRunStore, type RunEnd, type RunState } from './runStore';

const stateEveryMs = 1_000;
const keptLines = 500;
const longestLine = 500;
/** What a job that was told to stop may still take before it is given up. */
const graceMs = 10_000;

/** A run that this process is executing. */
export interface Execution {
  readonly runId: string;
  /** What the database will know within a second. */
  readonly state: () => RunState;
  readonly cancel: (reason: string) => void;
  readonly ended: Promise<void>;
}

interface Stop {
  readonly status: 'failed' | 'canceled';
  readonly reason: string;
}

/** Runs a claimed job to its end: heartbeat, timeout, progress and log, then the outcome. */
export function execute(options: {
  readonly jobId: string;
  readonly job: Job;
  readonly runId: string;
  readonly trigger: JobRun['trigger'];
  readonly input: unknown;
  readonly store: DatabaseRunStore;
  readonly logger: Logger;
}): Execution {
  const { jobId, job, runId, input, store } = options;
  const logger = options.logger.child({ job: jobId, run: runId });
  const controller = new AbortController();
  const lines: string[] = [];
  let progress = 0;
  let message: string | null = null;
  let stop: Stop | undefined;
  let stateTimer: NodeJS.Timeout | undefined;

  const state = (): RunState => ({ progress, message, log: lines.join('\n') });
  const changed = () => {
    stateTimer ??= setTimeout(() => {
      stateTimer = undefined;
      store
        .keepState(runId, state())
        .catch(error => logger.warn({ error }, 'The progress could not be kept'));
    }, stateEveryMs).unref();
  };
  const end = (why: Stop) => {
    if (stop) return;
    stop = why;
    controller.abort(new Error(why.reason));
  };
  const note = (level: string, text: string) => {
    lines.push(`${level} ${text.replaceAll('\n', ' ')}`.slice(0, longestLine));
    if (lines.length > keptLines) lines.splice(0, lines.length - keptLines);
    changed();
  };

  const heartbeat = setInterval(() => {
    store.renew(jobId, runId).then(
      held => held || end({ status: 'failed', reason: 'the claim was lost to another instance' }),
      error => logger.warn({ error }, 'The ticket could not be renewed'),
    );
  }, ticketMs / 3).unref();
  const timeout =
    job.timeoutMs === undefined
      ? undefined
      : setTimeout(
          () => end({ status: 'failed', reason: `timed out after ${job.timeoutMs} ms` }),
          job.timeoutMs,
        ).unref();

  /** Rejects some time after the job was told to stop and did not. */
  const abandoned = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () =>
      setTimeout(() => reject(controller.signal.reason), graceMs).unref(),
    );
  });

  async function outcome(): Promise<RunEnd> {
    try {
      const work = (async () =>
        job.run({
          runId,
          input,
          signal: controller.signal,
          log: noting(logger, note),
          progress: (fraction, text) => {
            progress = Math.min(Math.max(fraction, 0), 1);
            if (text !== undefined) message = text;
            changed();
          },
        }))();
      const result = await Promise.race([work, abandoned]);
      if (stop) return { ...state(), status: stop.status, error: stop.reason, result: null };
      progress = 1;
      return {
        ...state(),
        status: 'succeeded',
        error: null,
        result: result === undefined ? null : toJson(result),
      };
    } catch (error) {
      if (stop) return { ...state(), status: stop.status, error: stop.reason, result: null };
      logger.error({ error }, 'The job failed');
      const text = error instanceof Error ? error.message : String(error);
      return { ...state(), status: 'failed', error: text, result: null };
    }
  }

  const ended = outcome().then(async last => {
    clearTimeout(timeout);
    clearTimeout(stateTimer);
    clearInterval(heartbeat);
    try {
      await store.end(jobId, runId, last);
    } catch (error) {
      logger.error({ error }, 'The end of a run could not be kept; it will show as "the instance stopped"');
    }
  });
  return { runId, state, ended, cancel: reason => end({ status: 'canceled', reason }) };
}

const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item));

/** A logger whose lines are also kept with the run, without their fields. */
const noting = (logger: Logger, note: (level: string, text: string) => void): Logger => ({
  debug: (fields, text) => logger.debug(fields, text),
  info: (fields, text) => (note('info', text), logger.info(fields, text)),
  warn: (fields, text) => (note('warn', text), logger.warn(fields, text)),
  error: (fields, text) => (note('error', text), logger.error(fields, text)),
  child: fields => noting(logger.child(fields), note),
});
