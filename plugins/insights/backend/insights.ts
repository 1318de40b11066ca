import type { Clock, OrgId } from '@netcrab/plugin-api/backend';
import type { TelemetryService } from '@netcrab/plugin-telemetry/contract';
import type { ArchetypeQuery, Filters, FlowQuery, Note, Notes, Overview, ReleaseQuery } from '../contract';
import type { AnswerCache } from './answers/answerCache';
import { aboutOf } from './answers/definitions';
import { clusterSessions } from './segments/clusterSessions';
import { archetypesOf } from './flows/archetypes';
import { flowGraph } from './flows/flowGraph';
import { topFlows } from './flows/topFlows';
import { rankScreens, withDays } from './hotspots/rankScreens';
import { incidentsOf, samplesOf } from './hotspots/screenDetail';
import type { FeedbackStore } from './notes/feedbackStore';
import { findNotes } from './notes/findNotes';
import { noteOfTheDay } from './notes/noteOfTheDay';
import type { Rephraser } from './notes/rephrase';
import type { NoteThresholds } from './notes/screenFindings';
import { readOptions } from './options';
import { overviewFigures } from './overview/overview';
import { compareReleases } from './releases/compareReleases';
import type { Reader, Scope } from './scope/scope';
import { windowOf } from './scope/window';

export interface InsightsOptions {
  readonly reader: Reader;
  readonly answers: AnswerCache;
  readonly clock: Clock;
  readonly telemetry: Pick<TelemetryService, 'products'>;
  readonly thresholds: NoteThresholds;
  readonly feedback: FeedbackStore;
  readonly rephraser: Rephraser;
}

const shownHotspots = 5;
const hotspotMetrics = [
  'impact',
  'users',
  'severity',
  'rage_click',
  'dead_click',
  'error',
  'backtrack',
  'form_abandonment',
  'dropoffRate',
  'timeSpent',
  'screenSessions',
  'incidents',
] as const;

/** Every view of an organisation, each computed once per change of its facts. */
export function createInsights(options: InsightsOptions) {
  const { reader, answers, clock, telemetry, thresholds, feedback, rephraser } = options;

  function scopeOf(orgId: OrgId, { from, to, ...filters }: Filters): Scope {
    return { orgId, window: windowOf({ from, to }, clock.now()), filters };
  }
  const narrowed = (query: ArchetypeQuery | FlowQuery | ReleaseQuery | Filters): Filters => {
    const { productId, from, to, segment, device, task } = query;
    return {
      productId,
      from,
      to,
      segment,
      device,
      task,
      ...('release' in query && { release: query.release }),
    };
  };
  const answer = <Answer>(name: string, scope: Scope, more: unknown, compute: () => Promise<Answer>) =>
    answers.get(scope.orgId, [name, scope.window, scope.filters, more], compute);

  const ranked = (scope: Scope) => answer('screens', scope, null, () => rankScreens(reader, scope));

  async function notesFound(orgId: OrgId, filters: Filters): Promise<Notes> {
    const scope = scopeOf(orgId, filters);
    // The range as asked is part of the evidence's addresses.
    const found = await answer('notes', scope, [filters.from, filters.to], async () => {
      const notes = await findNotes(reader, scope, ranked(scope), thresholds, filters);
      await feedback.shown(orgId, notes.notes, clock.now());
      return notes;
    });
    return { ...found, notes: await current(orgId, found.notes) };
  }

  /** Judgements and other words change while facts stay: they are put on at each view. */
  async function current(orgId: OrgId, notes: readonly Note[]): Promise<Note[]> {
    const said = await feedback.of(
      orgId,
      notes.map(({ id }) => id),
    );
    return notes.map(note => ({ ...rephraser.apply(note), feedback: said.get(note.id) ?? null }));
  }

  return {
    options: (orgId: OrgId) => answers.get(orgId, ['options'], () => readOptions(reader, telemetry, orgId)),

    async overview(orgId: OrgId, filters: Filters): Promise<Overview> {
      const scope = scopeOf(orgId, filters);
      const [figures, topHotspots, { notes }] = await Promise.all([
        answer('overview', scope, null, () => overviewFigures(reader, scope)),
        answer('top-hotspots', scope, null, async () =>
          withDays(reader, scope, (await ranked(scope)).slice(0, shownHotspots)),
        ),
        notesFound(orgId, filters),
      ]);
      return { ...figures, topHotspots, noteOfTheDay: noteOfTheDay(notes, clock.now()) };
    },

    hotspots(orgId: OrgId, { limit, ...filters }: Filters & { readonly limit: number }) {
      const scope = scopeOf(orgId, filters);
      return answer('hotspots', scope, limit, async () => {
        const screens = await ranked(scope);
        return {
          about: aboutOf(scope, hotspotMetrics),
          hotspots: await withDays(reader, scope, screens.slice(0, limit)),
          total: screens.length,
        };
      });
    },

    hotspot(orgId: OrgId, screenId: string, filters: Filters) {
      const scope = scopeOf(orgId, filters);
      return answer('hotspot', scope, screenId, async () => {
        const screens = (await ranked(scope)).filter(screen => screen.screenId === screenId);
        const [[hotspot = null], incidents, samples] = await Promise.all([
          withDays(reader, scope, screens.slice(0, 1)),
          incidentsOf(reader, scope, screenId),
          samplesOf(reader, scope, screenId),
        ]);
        return { about: aboutOf(scope, hotspotMetrics), hotspot, incidents, samples };
      });
    },

    topFlows(orgId: OrgId, query: FlowQuery) {
      const scope = scopeOf(orgId, narrowed(query));
      return answer('top-flows', scope, [query.success, query.steps], () => topFlows(reader, scope, query));
    },
    flowGraph(orgId: OrgId, query: FlowQuery) {
      const scope = scopeOf(orgId, narrowed(query));
      return answer('flow-graph', scope, [query.success, query.steps], () => flowGraph(reader, scope, query));
    },
    archetypes(orgId: OrgId, query: ArchetypeQuery) {
      const scope = scopeOf(orgId, narrowed(query));
      return answer('archetypes', scope, query.success, () => archetypesOf(reader, scope, query));
    },
    compareReleases(orgId: OrgId, query: ReleaseQuery) {
      const scope = scopeOf(orgId, narrowed(query));
      return answer('releases', scope, [query.a, query.b], () => compareReleases(reader, scope, query));
    },
    clusters(orgId: OrgId, filters: Filters) {
      const scope = scopeOf(orgId, filters);
      return answer('clusters', scope, null, () => clusterSessions(reader, scope));
    },

    notes: notesFound,
    async notesOfScreen(orgId: OrgId, screenId: string, filters: Filters): Promise<Notes> {
      const all = await notesFound(orgId, filters);
      return { ...all, notes: all.notes.filter(note => note.relatedScreens.includes(screenId)) };
    },
  };
}
export type Insights = ReturnType<typeof createInsights>;
