import { z } from 'zod';

const minutes = (value: number) => z.number().positive().default(value);

export const telemetryConfig = z.strictObject({
  log: z
    .strictObject({
      /** A segment beyond it is closed and the next begun. */
      segmentMegabytes: z.number().min(0.001).max(1024).default(64),
      /** How long processed segments stay, for a look back. */
      keepProcessedMinutes: z.number().min(0).default(10),
      /** Events waiting for the disk beyond it are refused with 503. */
      pendingMegabytes: z.number().min(1).default(64),
    })
    .prefault({}),
  ingest: z
    .strictObject({
      /** After inflation: what a small gzip may become. */
      inflatedMegabytes: z.number().min(1).max(256).default(32),
      /** Client clocks that differ less are taken as right: the difference is the way over the network. */
      clockToleranceSeconds: z.number().min(0).max(600).default(10),
    })
    .prefault({}),
  processing: z
    .strictObject({
      idleMinutes: minutes(30),
      capHours: minutes(24),
      /** Sessions re-open for late events this long after they were last received. */
      reopenDays: minutes(7),
      /**
       * Bytes of log per round when there is a backlog and requests come in: about 2,500 events a megabyte. Larger
       * rounds hold up requests while the garbage collector moves their events; without requests rounds grow fourfold.
       */
      roundMegabytes: z.number().min(0.01).max(64).default(4),
      /** Waited for more events before a round when there is no backlog. */
      settleMs: z.int().min(0).max(1000).default(250),
      weights: z
        .strictObject({
          rage: z.number().min(0).default(0.3),
          dead: z.number().min(0).default(0.2),
          backtrack: z.number().min(0).default(0.2),
          error: z.number().min(0).default(0.4),
          abandoned: z.number().min(0).default(0.5),
          /** Of a run only: what its lack of efficiency adds. */
          inefficiency: z.number().min(0).default(0.5),
        })
        .prefault({}),
      /** A task's first successful runs, whose medians its runs are compared with. */
      baselineRuns: z.int().min(1).default(200),
    })
    .prefault({}),
  /** `events_raw` is kept so long; longer than sessions re-open. */
  rawRetentionDays: z.int().min(14).default(400),
});

export type TelemetryConfig = z.output<typeof telemetryConfig>;
