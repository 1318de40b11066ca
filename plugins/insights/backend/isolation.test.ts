import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { writeFacts, type SessionFact } from './testing/facts';
import { seller, startInsightsPortal } from './testing/insightsPortal';

/** Everything of this organisation carries the word `theirs`, so that a leak shows wherever it happens. */
const theirs: SessionFact[] = Array.from({ length: 200 }, (_, index) => ({
  org: 'org_theirs',
  product: 'theirs-app',
  session: `theirs-session-${index}`,
  user: `theirs-user-${index}`,
  start: '2026-10-20 09:00:00',
  release: index < 100 ? 'theirs-1' : 'theirs-2',
  segment: 'theirs-segment',
  frustration: 0.9,
  stays: [
    { screen: 'theirs-home' },
    {
      screen: 'theirs-screen',
      rage: 3,
      errors: 2,
      strain: 2,
      task: 'theirs-task',
      run: `theirs-run-${index}`,
    },
  ],
  runs: [{ task: 'theirs-task', friction: index < 100 ? 0.1 : 0.9, success: index < 100 }],
}));
const mine: SessionFact = {
  org: 'org_mine',
  session: 's',
  start: '2026-10-20 09:00:00',
  stays: [{ screen: 'home' }],
};

const filters = [
  '',
  'productId=theirs-app',
  'release=theirs-1',
  'segment=theirs-segment',
  'task=theirs-task',
];
const views = [
  '/v1/insights/overview',
  '/v1/insights/options',
  '/v1/insights/hotspots',
  '/v1/insights/hotspots/theirs-screen',
  '/v1/flows/top',
  '/v1/flows/graph',
  '/v1/flows/archetypes',
  '/v1/releases/compare?a=theirs-1&b=theirs-2',
  '/v1/crab-notes',
  '/v1/crab-notes/theirs-screen',
  '/v1/insights/clusters',
  '/v1/insights/segments',
];

describe('another organisation', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    await writeFacts(portal, [mine, ...theirs]);
    const { warehouse } = portal.core;
    await warehouse.run(
      `INSERT INTO flow_archetypes (org_id, product_id, date_window, task_type, archetype_id, steps, sample_sessions, coverage)
       VALUES ('org_theirs', 'theirs-app', '2026-10', 'theirs-task', 'theirs-archetype', ['theirs-screen'], 9, 0.9)`,
    );
    await warehouse.run(
      `INSERT INTO fact_incidents (org_id, product_id, session_id, ts, kind, screen_id)
       VALUES ('org_theirs', 'theirs-app', 'theirs-session-1', '2026-10-20', 'rage_click', 'theirs-screen')`,
    );
  });
  afterAll(() => portal.stop());

  const read = async (org: string, view: string, filter: string) => {
    const path = filter === '' ? view : `${view}${view.includes('?') ? '&' : '?'}${filter}`;
    const response = await portal.fetch(path, { as: seller(org) });
    return { status: response.status, text: await response.text() };
  };

  it.each(views)('is never reached through %s, whatever is asked', async view => {
    // They see it themselves first: what is cached for one must not be found by another.
    const own = await read('org_theirs', view, '');
    expect(own.status).toBe(200);
    if (!view.endsWith('segments')) expect(own.text).toContain('theirs');
    for (const filter of filters) {
      const { status, text } = await read('org_mine', view, filter);
      if (status === 400) continue;
      expect(status).toBe(200);
      // What was asked for is repeated in `filters` and in the two releases named; nothing else may say it.
      const answer = JSON.parse(text) as { about?: { filters?: unknown }; a?: object; b?: object };
      if (answer.about) answer.about.filters = {};
      expect(JSON.stringify({ ...answer, a: releaseless(answer.a), b: releaseless(answer.b) })).not.toContain(
        'theirs',
      );
      if (answer.a) expect(answer).toMatchObject({ a: { runs: 0, sessions: 0 }, tasks: [], mixShifts: [] });
    }
  });

  it('keeps its notes and segments to itself', async () => {
    const theirNotes = JSON.parse((await read('org_theirs', '/v1/crab-notes', '')).text) as {
      notes: { id: string }[];
    };
    const id = theirNotes.notes[0]!.id;
    const judge = (org: string, method: string) =>
      portal.fetch(`/v1/crab-notes/${id}/feedback`, {
        as: seller(org),
        method,
        headers: { 'content-type': 'application/json' },
        ...(method === 'PUT' && { body: '{"verdict":"ignored"}' }),
      });
    expect((await judge('org_mine', 'PUT')).status).toBe(404);
    expect((await judge('org_theirs', 'PUT')).status).toBe(200);
    expect((await judge('org_mine', 'DELETE')).status).toBe(404);

    const saved = await portal.fetch('/v1/insights/segments', {
      as: seller('org_theirs'),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"theirs","filters":{"device":"mobile"}}',
    });
    const segment = (await saved.json()) as { id: string };
    const remove = (org: string) =>
      portal.fetch(`/v1/insights/segments/${segment.id}`, { as: seller(org), method: 'DELETE' });
    expect((await remove('org_mine')).status).toBe(404);
    expect((await remove('org_theirs')).status).toBe(204);
  });
});

const releaseless = (side: object | undefined) => side && { ...side, release: undefined };
