import {
  auditActor,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  type AuditService,
  type Clock,
  type Handlers,
  type JobRun,
  type SchedulerService,
} from '@netcrab/plugin-api/backend';
import type { endpoints } from '../contract/endpoints';
import { dayOf } from './aggregation/calendar';
import type { Charge } from './build/budget';
import type { LineageStore } from './build/lineage';
import type { BuildJob } from './buildJob';
import type { LoadedDefinitions } from './definitions/loadDefinitions';
import type { PublishedPacks } from './publishedPacks';
import type { PublicationStore } from './stores/publicationStore';
import type { ReleaseStore } from './stores/releaseStore';

export interface RouterDependencies {
  readonly loaded: LoadedDefinitions;
  readonly packs: PublishedPacks;
  readonly job: BuildJob;
  readonly scheduler: SchedulerService;
  readonly audit: AuditService;
  readonly clock: Clock;
  readonly publications: PublicationStore;
  readonly releases: ReleaseStore;
  readonly lineage: LineageStore;
  readonly budgetPerSourceDay: number;
}

const toRun = ({ id, status, startedAt, finishedAt, progress, message, error }: JobRun) => {
  return { id, status, startedAt, finishedAt, progress, message, error };
};

export function createHandlers(deps: RouterDependencies): Handlers<typeof endpoints> {
  const buildStatus = async () => (await deps.scheduler.list()).find(({ id }) => id === 'pack-builder.build');

  return {
    async contributionCounts(_, { principal }) {
      if (principal.kind !== 'user' || principal.orgId === null)
        throw new ForbiddenError('Choose an organisation first: contributions belong to one.');
      return { counts: await deps.lineage.counts(principal.orgId) };
    },

    async listPackStatus() {
      const job = await buildStatus();
      const packs = deps.loaded.definitions.map(({ definition: { metadata, spec }, file }) => {
        const pack = deps.packs.get(metadata.name);
        return {
          packId: metadata.name,
          title: metadata.title,
          kind: spec.kind,
          vertical: spec.vertical,
          updateFrequency: spec.updateFrequency,
          demo: spec.demo,
          file,
          version: pack?.latest?.version ?? null,
          rows: pack?.latest?.rows ?? 0,
          lastBuild: deps.packs.lastBuild(metadata.name),
        };
      });
      const last = job?.lastRun;
      return {
        packs,
        problems: [...deps.loaded.problems],
        running: last?.status === 'running' ? toRun(last) : null,
        nextRunAt: job?.nextRunAt ?? null,
      };
    },

    async startBuild({ body }, context) {
      const { packId = null, asOf = null, restateFrom = null } = body;
      if (packId !== null && !deps.packs.get(packId)) {
        throw new NotFoundError(`No pack ${packId} is defined. GET /v1/admin/packs lists them.`);
      }
      const today = dayOf(deps.clock.now());
      if (asOf !== null && asOf > today) {
        const message = `asOf ${asOf} is after today, ${today}: only days that have ended can be built.`;
        throw new InvalidRequestError(message, [{ field: 'asOf', message }]);
      }
      await deps.audit.record({
        action: 'pack-build.requested',
        actor: auditActor(context.principal),
        target: { type: 'pack', id: packId ?? 'all' },
        after: { asOf, restateFrom },
        ip: context.ip,
        requestId: context.requestId,
      });
      return { runId: await deps.job.request({ packId, asOf, restateFrom, reason: 'admin' }) };
    },

    async getBuildRun({ params }) {
      const run = await deps.scheduler.run(params.runId);
      if (run?.jobId !== 'pack-builder.build') throw new NotFoundError('There is no such build run.');
      return toRun(run);
    },

    async listBuilds({ query }) {
      return { builds: await deps.publications.builds(query) };
    },

    async getBuild({ params }) {
      const build = await deps.publications.build(params.buildId);
      if (!build) throw new NotFoundError('There is no such build.');
      return build;
    },

    async getLedger({ query }) {
      const charges = await deps.releases.ledger(query);
      return { limit: deps.budgetPerSourceDay, days: spentByDay(charges).slice(0, query.limit) };
    },
  };
}

/** Most spent first, then newest. */
function spentByDay(charges: readonly Charge[]) {
  const days = new Map<string, { source: string; day: string; spent: number; charges: Charge[] }>();
  for (const charge of charges) {
    const key = JSON.stringify([charge.source, charge.day]);
    const day = days.get(key) ?? { source: charge.source, day: charge.day, spent: 0, charges: [] };
    day.charges.push(charge);
    day.spent = Math.round((day.spent + charge.rho) * 1e9) / 1e9;
    days.set(key, day);
  }
  return [...days.values()].sort((a, b) => b.spent - a.spent || (a.day < b.day ? 1 : -1));
}
