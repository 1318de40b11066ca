import {
  isPortalError,
  type Clock,
  type EventsService,
  type JobContext,
  type Logger,
  type MetricsService,
  type SchedulerService,
} from '@netcrab/plugin-api/backend';
import type { PackDefinition } from '../contract';
import type { BuildRecord } from '../contract/builds';
import { dayOf } from './aggregation/calendar';
import type { BuildDependencies } from './build/buildContext';
import { buildPack } from './build/buildPack';
import type { LoadedDefinition } from './definitions/loadDefinitions';
import type { BuildWish, RequestStore } from './stores/requestStore';

export interface BuildJobDependencies extends BuildDependencies {
  readonly scheduler: SchedulerService;
  readonly events: EventsService;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: MetricsService;
  readonly requests: RequestStore;
  readonly definitions: readonly LoadedDefinition[];
  readonly schedule: string;
  readonly insightSchedule: string;
  published(packId: string): Promise<void>;
}

export interface BuildJob {
  /** Asks for a build, and answers the run that does it. */
  request(wish: BuildWish): Promise<string>;
  /** Builds what is wished for in the database, if anything is. */
  takeUp(): Promise<void>;
}

const jobId = 'build';
const insightJobId = 'insight-reports';
/** Of a wish that the daily schedule makes. */
const daily = 'schedule';
/** Input of a run that was started for wishes in the database. */
const requested = 'requested';
const timeoutMs = 2 * 60 * 60 * 1000;

/** A day says little to a report of the week, so the daily schedule leaves it out. */
const isWished = ({ metadata, spec }: PackDefinition, { packId, reason }: BuildWish): boolean =>
  packId === null ? reason !== daily || spec.kind !== 'insight_reports' : packId === metadata.name;

interface PackResult {
  readonly packId: string;
  readonly status: BuildRecord['status'];
  readonly message: string | null;
}

/**
 * One job builds packs, one after the other, so that a pack is built once at a time across instances. What is wished
 * for while it runs waits in the database, and the same run takes it up.
 */
export function scheduleBuildJob(deps: BuildJobDependencies): BuildJob {
  const duration = deps.metrics.histogram('netcrab_pack_build_seconds', 'Time to build one pack', {
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1800],
    labels: ['pack'],
  });

  async function buildOne(
    definition: PackDefinition,
    wish: BuildWish,
    context: JobContext,
    share: (fraction: number) => number,
  ): Promise<PackResult | null> {
    const packId = definition.metadata.name;
    const startedAt = deps.clock.now();
    const asOf = wish.asOf ?? dayOf(startedAt);
    const from = performance.now();
    try {
      const record = await buildPack(deps, {
        definition,
        runId: context.runId,
        asOf,
        restateFrom: wish.restateFrom,
        reason: wish.reason,
        signal: context.signal,
        progress: (fraction, message) => context.progress(share(fraction), message),
      });
      if (!record) return null;
      context.log.info({ packId, status: record.status, cells: record.report?.cells }, 'built a pack');
      return { packId, status: record.status, message: record.message };
    } catch (error) {
      context.signal.throwIfAborted();
      const message = isPortalError(error) ? error.message : 'The build failed; the log has the reason.';
      context.log.error({ packId, error }, 'a pack was not built');
      await deps.publications.saveBuild(deps.database.knex, {
        id: deps.ids.uuid(),
        packId,
        runId: context.runId,
        asOf,
        reason: wish.reason,
        status: 'failed',
        version: null,
        startedAt,
        finishedAt: deps.clock.now(),
        message,
        report: null,
      });
      return { packId, status: 'failed' as const, message };
    } finally {
      duration.observe((performance.now() - from) / 1000, { pack: packId });
      await deps.published(packId);
    }
  }

  /** Each pack once per day and restatement, however many wishes ask for it. */
  function workOf(wishes: readonly BuildWish[]) {
    const today = dayOf(deps.clock.now());
    const work = wishes.flatMap(wish =>
      deps.definitions
        .filter(({ definition }) => isWished(definition, wish))
        .map(({ definition }) => ({ definition, wish })),
    );
    const keyOf = ({ definition, wish }: (typeof work)[number]) =>
      JSON.stringify([definition.metadata.name, wish.asOf ?? today, wish.restateFrom]);
    return [...new Map(work.map(one => [keyOf(one), one])).values()];
  }

  /** Runs that ended before their work did: by a timeout, or because the claim or the portal went. */
  const stopped = new Set<string>();

  async function run(context: JobContext): Promise<{ packs: PackResult[] }> {
    try {
      return await buildAll(context);
    } catch (error) {
      if (context.signal.aborted) stopped.add(context.runId);
      throw error;
    }
  }

  async function buildAll(context: JobContext): Promise<{ packs: PackResult[] }> {
    const results: PackResult[] = [];
    // A run that nobody's wish started is the schedule's, or an admin's from the jobs page: it builds everything.
    if (context.input !== requested)
      await deps.requests.add({ packId: null, asOf: null, restateFrom: null, reason: daily });
    let wishes = await deps.requests.waiting();
    while (wishes.length > 0) {
      const work = workOf(wishes);
      for (const [index, { definition, wish }] of work.entries()) {
        const result = await buildOne(
          definition,
          wish,
          context,
          fraction => (index + fraction) / work.length,
        );
        if (result) results.push(result);
      }
      // Only now: what was wished for outlives a killed build.
      await deps.requests.done(wishes.map(({ id }) => id));
      wishes = await deps.requests.waiting();
    }
    context.progress(1, summary(results));
    const failed = results.filter(({ status }) => status === 'failed');
    if (failed.length > 0)
      throw new Error(failed.map(({ packId, message }) => `${packId}: ${message}`).join('\n'));
    return { packs: results };
  }

  deps.scheduler.schedule({ id: jobId, title: 'Build packs', cron: deps.schedule, timeoutMs, run });

  deps.scheduler.schedule({
    id: insightJobId,
    title: 'Build insight reports',
    cron: deps.insightSchedule,
    timeoutMs,
    async run() {
      const reports = deps.definitions.filter(({ definition }) => definition.spec.kind === 'insight_reports');
      for (const { definition } of reports) {
        await deps.requests.add({
          packId: definition.metadata.name,
          asOf: null,
          restateFrom: null,
          reason: 'weekly schedule',
        });
      }
      // Built by the one job that builds, after what it does now.
      await seeThrough(await begin('event'));
      return { packs: reports.map(({ definition }) => definition.metadata.name) };
    },
  });

  /** Runs until nothing is wished for. A run that was stopped leaves its wishes for the next one, or the next start. */
  async function seeThrough(runId: string): Promise<void> {
    const { status } = await deps.scheduler.settled(runId);
    if (stopped.delete(runId) || status === 'canceled') return;
    if ((await deps.requests.waiting()).length > 0) await seeThrough(await begin('event'));
  }

  const begin = (trigger: 'manual' | 'event') => deps.scheduler.runNow(jobId, { trigger, input: requested });

  async function buildWaiting(trigger: 'manual' | 'event'): Promise<string> {
    const runId = await begin(trigger);
    seeThrough(runId).catch((error: unknown) =>
      deps.logger.warn({ error }, 'a requested build could not be followed'),
    );
    return runId;
  }

  return {
    async request(wish) {
      await deps.requests.add(wish);
      return buildWaiting('manual');
    },
    async takeUp() {
      try {
        if ((await deps.requests.waiting()).length > 0) await buildWaiting('event');
      } catch (error) {
        deps.logger.warn({ error }, 'waiting builds could not be started; the next run takes them up');
      }
    },
  };
}

function summary(results: readonly PackResult[]): string {
  const count = (status: PackResult['status']) => results.filter(one => one.status === status).length;
  const parts = (['published', 'unchanged', 'withheld', 'failed'] as const).flatMap(status =>
    count(status) > 0 ? [`${count(status)} ${status}`] : [],
  );
  return parts.length > 0 ? `Packs: ${parts.join(', ')}` : 'No pack has contributors';
}
