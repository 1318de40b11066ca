import {
  auditActor,
  NotFoundError,
  reply,
  type AuditService,
  type Handlers,
  type OrgId,
  type Principal,
  type Reply,
} from '@netcrab/plugin-api/backend';
import type { TelemetryService } from '@netcrab/plugin-telemetry/contract';
import type { endpoints } from '../contract';
import { playgroundFrame } from './playgroundFrame';
import type { SdkFiles } from './sdkFiles';

export interface RouterDeps {
  readonly sdk: () => SdkFiles;
  readonly telemetry: TelemetryService;
  readonly audit: AuditService;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function scriptReply({ script, gzipped, hash }: SdkFiles, headers: Headers): Reply {
  const etag = `"${hash}"`;
  const shared = { 'content-type': 'text/javascript; charset=utf-8', etag, vary: 'accept-encoding' };
  if (headers['if-none-match'] === etag) return reply({ status: 304, headers: shared });
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
    ? reply({ headers: { ...shared, 'content-encoding': 'gzip' }, body: gzipped })
    : reply({ headers: shared, body: script });
}

/** The org that a signed-in user acts for; permissions let nobody else in. */
function actingOrg(principal: Principal): OrgId {
  if (principal.kind !== 'user' || principal.orgId === null)
    throw new NotFoundError('Choose the organisation to act for.');
  return principal.orgId;
}

export function createRouter({ sdk, telemetry, audit }: RouterDeps): Handlers<typeof endpoints> {
  const { taskTypes } = telemetry;
  return {
    script: (_, { headers }) => scriptReply(sdk(), headers),
    pinnedScript({ params }, { headers }) {
      const files = sdk();
      if (params.hash !== files.hash)
        throw new NotFoundError(
          `The portal serves the SDK ${files.version} as /sdk/${files.hash}/netcrab.js.`,
        );
      return scriptReply(files, headers);
    },
    release() {
      const { version, script, gzipped, hash, integrity } = sdk();
      return { version, bytes: script.length, gzipBytes: gzipped.length, hash, integrity };
    },
    playgroundFrame: () => playgroundFrame,
    tryBatch: ({ body }, { headers }) =>
      telemetry.preview({ body, encoding: headers['content-encoding']?.toString() }),
    async listTaskTypes({ query }, { principal }) {
      return { taskTypes: await taskTypes.list({ orgId: actingOrg(principal), ...query }) };
    },
    async renameTaskType({ params, body }, { principal }) {
      const orgId = actingOrg(principal);
      await taskTypes.rename(orgId, params.productId, params.taskType, body.label);
      await note('task-type.labelled', orgId, params, principal, { label: body.label });
    },
    async mergeTaskType({ params, body }, { principal }) {
      const orgId = actingOrg(principal);
      await taskTypes.merge(orgId, params.productId, params.taskType, body.into);
      await note('task-type.merged', orgId, params, principal, { into: body.into });
    },
    async unmergeTaskType({ params }, { principal }) {
      const orgId = actingOrg(principal);
      await taskTypes.unmerge(orgId, params.productId, params.taskType);
      await note('task-type.unmerged', orgId, params, principal, {});
    },
  };

  async function note(
    action: string,
    orgId: OrgId,
    { productId, taskType }: { productId: string; taskType: string },
    principal: Principal,
    after: object,
  ) {
    await audit.record({
      actor: auditActor(principal),
      action,
      orgId,
      target: { type: 'task-type', id: `${productId}/${taskType}` },
      after,
    });
  }
}
