import { core, createBackendPlugin, reply } from '@netcrab/plugin-api/backend';
import { auditPageSize, endpoints, permissions } from '../contract';
import { auditCsv } from './auditCsv';
import { jobWithRuns, oneRun, runJobNow } from './jobs';

export default createBackendPlugin({
  id: 'admin',
  needs: {
    http: core.http,
    app: core.app,
    host: core.host,
    scheduler: core.scheduler,
    audit: core.audit,
    clock: core.clock,
  },
  permissions,
  start({ http, app, host, scheduler, audit, clock }) {
    http.serve(endpoints, {
      host: () => ({ ...host.report(), environment: app.environment }),
      jobs: async () => ({ jobs: await scheduler.list() }),
      jobRuns: ({ params }) => jobWithRuns(scheduler, params.jobId),
      runJob: ({ params }, context) => runJobNow({ scheduler, audit }, params.jobId, context),
      jobRun: ({ params }) => oneRun(scheduler, params.runId),
      auditLog: async ({ query }) => {
        const entries = await audit.search({ ...query, limit: auditPageSize + 1 });
        return { entries: entries.slice(0, auditPageSize), hasMore: entries.length > auditPageSize };
      },
      auditCsv: ({ query }) =>
        reply({
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="audit.csv"',
          },
          body: auditCsv(audit, query),
        }),
      verifyAudit: async () => ({ broken: await audit.verify(), checkedAt: clock.now() }),
    });
  },
});
