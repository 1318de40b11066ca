import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { productErased } from '@netcrab/plugin-telemetry/contract';
import { endpoints } from '../contract';
import { writeFacts, type SessionFact } from './testing/facts';
import { seller, startInsightsPortal, viewer } from './testing/insightsPortal';

/** Sessions that meet what a calm product meets, and on request a bad checkout and a bad release. */
const sessions = (org: string, { bad }: { bad: boolean }): SessionFact[] =>
  Array.from({ length: 400 }, (_, index) => {
    const ambient = index % 25 === 0;
    const late = index % 2 === 0;
    const friction = bad && late ? 0.5 + (index % 3) / 10 : ambient ? 0.3 : 0;
    return {
      org,
      session: `${org}-${index}`,
      user: `${org}-u${index % 60}`,
      start: late ? '2026-10-25 09:00:00' : '2026-10-10 09:00:00',
      release: late ? '2.0.0' : '1.0.0',
      stays: [
        { screen: 'home', backtracks: ambient ? 1 : 0, strain: ambient ? 0.2 : 0 },
        {
          screen: 'checkout',
          rage: bad && index % 3 === 0 ? 1 : 0,
          errors: ambient ? 1 : 0,
          strain: bad && index % 3 === 0 ? 0.3 : 0,
        },
      ],
      runs: [{ task: 'pay', friction, durationMs: 9_000 + (index % 7) * 500, success: !ambient }],
    };
  });

describe('Crab Notes', () => {
  let portal: TestPortal;
  const client = (org = 'org_bad') => portal.client(endpoints, { as: seller(org) });
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    await writeFacts(portal, [
      ...sessions('org_bad', { bad: true }),
      ...sessions('org_calm', { bad: false }),
    ]);
  });
  afterAll(() => portal.stop());

  it('name the bad screen and the bad release, with evidence that leads to its view', async () => {
    const { notes, tested } = await client().crabNotes({});
    expect(tested).toBe(13);
    expect(notes.map(({ screenId, category }) => [screenId, category])).toEqual([
      [null, 'friction'],
      ['checkout', 'friction'],
    ]);
    const [release, screen] = notes;
    expect(release?.title).toBe('Release 2.0.0 is associated with more friction in pay');
    expect(release?.confidence).toBeGreaterThan(0.99);
    expect(screen).toMatchObject({
      title: 'Clicks are repeated in vain on checkout',
      relatedScreens: ['checkout'],
      evidence: [
        { metric: 'rage_click', n: 400, query: '/app/insights/hotspots?productId=shop&screen=checkout' },
      ],
    });
    expect(screen?.evidence[0]?.value).toBeCloseTo(134 / 400);
    expect(screen?.recommendations.length).toBeGreaterThan(0);
  });

  it('are none for a calm product', async () => {
    const { notes, tested } = await client('org_calm').crabNotes({});
    expect(tested).toBeGreaterThan(0);
    expect(notes).toEqual([]);
    expect((await client('org_calm').overview({})).noteOfTheDay).toBeNull();
  });

  it('can be asked for one screen', async () => {
    const ofScreen = await client().crabNotesOfScreen({ params: { screenId: 'checkout' } });
    expect(ofScreen.notes.map(({ screenId }) => screenId)).toEqual(['checkout']);
    expect((await client().crabNotesOfScreen({ params: { screenId: 'home' } })).notes).toEqual([]);
  });

  it('keep their filters in the evidence’s address', async () => {
    const { notes } = await client().crabNotes({
      query: { device: 'desktop', from: '2026-10-05', to: '2026-10-31' },
    });
    expect(notes.find(({ screenId }) => screenId === 'checkout')?.evidence[0]?.query).toBe(
      '/app/insights/hotspots?from=2026-10-05&to=2026-10-31&device=desktop&productId=shop&screen=checkout',
    );
  });

  it('are judged, kept judged in every window, and judged anew after taking it back', async () => {
    const [first] = (await client().crabNotes({})).notes;
    const params = { noteId: first!.id };
    const today = async () => (await client().overview({})).noteOfTheDay?.id;
    expect(await today()).toBe(first!.id);
    const judged = await client().judgeNote({ params, body: { verdict: 'not_actionable' } });
    expect(judged.feedback).toMatchObject({ verdict: 'not_actionable', by: 'user-ada' });
    const narrower = await client().crabNotes({ query: { from: '2026-10-06', to: '2026-10-31' } });
    expect(narrower.notes.find(({ id }) => id === first!.id)?.feedback?.verdict).toBe('not_actionable');
    expect(await today()).not.toBe(first!.id);
    await client().unjudgeNote({ params });
    expect((await client().crabNotes({})).notes[0]?.feedback).toBeNull();
    await expect(client().unjudgeNote({ params })).rejects.toThrow('nothing was said');
    const trail = await portal.core.audit.search({ orgId: 'org_bad' });
    expect(trail.map(({ action }) => action)).toEqual(['crab-note.unjudged', 'crab-note.judged']);
  });

  it('go with their product, and what was said of them too', async () => {
    const { notes } = await client().crabNotes({});
    await client().judgeNote({ params: { noteId: notes[0]!.id }, body: { verdict: 'ignored' } });
    const { knex } = portal.core.database;
    const kept = async () =>
      Promise.all(
        ['insights_notes', 'insights_note_feedback'].map(async table => (await knex(table).select()).length),
      );
    const publish = (productId: string, orgId: string) =>
      portal.core.events.publish(productErased, { orgId, productId }, { key: orgId });
    const before = await kept();
    await publish('another', 'org_bad');
    await publish('shop', 'org_calm');
    await portal.core.events.drained();
    expect(await kept()).toEqual(before);
    await publish('shop', 'org_bad');
    await portal.core.events.drained();
    expect(await kept()).toEqual([0, 0]);
  });

  it('are not judged by viewers, nor unknown ones by anybody', async () => {
    const [first] = (await client().crabNotes({})).notes;
    const asViewer = portal.client(endpoints, { as: viewer('org_bad') });
    await expect(
      asViewer.judgeNote({ params: { noteId: first!.id }, body: { verdict: 'ignored' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      client().judgeNote({ params: { noteId: '0'.repeat(20) }, body: { verdict: 'ignored' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
