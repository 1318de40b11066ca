import {
  auditActor,
  ForbiddenError,
  type AuditService,
  type Clock,
  type Handlers,
  type Ids,
  type OrgId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { endpoints } from '../contract';
import type { Insights } from './insights';
import { judge, type JudgeOptions } from './notes/judge';
import type { SegmentStore } from './segments/segmentStore';

export interface RouterOptions {
  readonly insights: Insights;
  readonly segments: SegmentStore;
  readonly judging: JudgeOptions;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
}

/** The organisation the viewer acts for: every answer is about it alone. */
function orgOf({ principal }: RequestContext): OrgId {
  if (principal.kind !== 'user' || principal.orgId === null)
    throw new ForbiddenError('Choose the organisation to act for.');
  return principal.orgId;
}

/** Maps the endpoints of the contract to their operations. */
export function createRouter(options: RouterOptions): Handlers<typeof endpoints> {
  const { insights, segments, judging, clock, ids, audit } = options;
  return {
    overview: ({ query }, context) => insights.overview(orgOf(context), query),
    insightOptions: (_, context) => insights.options(orgOf(context)),
    hotspots: ({ query }, context) => insights.hotspots(orgOf(context), query),
    hotspot: ({ params, query }, context) => insights.hotspot(orgOf(context), params.screenId, query),
    topFlows: ({ query }, context) => insights.topFlows(orgOf(context), query),
    flowGraph: ({ query }, context) => insights.flowGraph(orgOf(context), query),
    archetypes: ({ query }, context) => insights.archetypes(orgOf(context), query),
    compareReleases: ({ query }, context) => insights.compareReleases(orgOf(context), query),
    clusters: ({ query }, context) => insights.clusters(orgOf(context), query),
    crabNotes: ({ query }, context) => insights.notes(orgOf(context), query),
    crabNotesOfScreen: ({ params, query }, context) =>
      insights.notesOfScreen(orgOf(context), params.screenId, query),
    judgeNote: async ({ params: { noteId }, body }, context) => ({
      id: noteId,
      feedback: await judge(judging, orgOf(context), noteId, body.verdict, context),
    }),
    unjudgeNote: async ({ params: { noteId } }, context) => {
      await judge(judging, orgOf(context), noteId, null, context);
      return undefined;
    },
    segments: async (_, context) => ({ segments: await segments.list(orgOf(context)) }),
    saveSegment: async ({ body: { name, filters } }, context) => {
      const orgId = orgOf(context);
      const actor = auditActor(context.principal);
      const chosen = Object.entries(filters).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      const segment = {
        id: ids.uuid(),
        name,
        filters: Object.fromEntries(chosen),
        createdBy: actor.name ?? actor.id,
        createdAt: clock.now(),
      };
      await segments.add(orgId, segment);
      await audit.record({
        action: 'segment.saved',
        actor,
        orgId,
        target: { type: 'segment', id: segment.id, name },
        after: segment.filters,
      });
      return segment;
    },
    removeSegment: async ({ params: { segmentId } }, context) => {
      const orgId = orgOf(context);
      await segments.remove(orgId, segmentId);
      await audit.record({
        action: 'segment.removed',
        actor: auditActor(context.principal),
        orgId,
        target: { type: 'segment', id: segmentId },
      });
      return undefined;
    },
  };
}
