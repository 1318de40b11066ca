import { patterns, wireEvent } from '@netcrab/plugin-telemetry/contract';
import fc from 'fast-check';
import { agentConfig } from '../config/schema';
import { clickOf } from '../testing/events';
import { eventRules, type Verdict } from './eventRules';

const sentAt = Date.parse('2026-11-21T12:00:00Z');
const salt = 'a salt of more than thirty-two characters';
function rulesOf(rules: object = {}, orgId = 'org_1', given = salt) {
  const config = agentConfig.parse({
    orgId,
    listen: { open: true },
    cloud: { endpoint: 'https://portal.example.com', ingestKey: 'nc_ingest_x' },
    rules,
    spool: { folder: '/tmp/x' },
  });
  const judge = eventRules(config, given);
  return (event: unknown) => judge(event, { sentAt });
}
const kept = (verdict: Verdict): Record<string, unknown> => {
  if (verdict.kind !== 'keep') throw new Error(JSON.stringify(verdict));
  return JSON.parse(verdict.json) as Record<string, unknown>;
};

describe('user ids', () => {
  it('leave as a hash of the wire format, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 256 }), userId => {
        const { userHash } = kept(rulesOf()(clickOf(1, { userHash: userId })));
        expect(userHash).toMatch(patterns.userHash);
        expect(userHash).not.toBe(userId);
      }),
    );
  });

  it('keep their hash under one salt and organisation, and no other', () => {
    const hashOf = (judge: (event: unknown) => Verdict) =>
      kept(judge(clickOf(1, { userHash: '42' }))).userHash;
    expect(hashOf(rulesOf())).toBe(hashOf(rulesOf()));
    expect(hashOf(rulesOf())).not.toBe(hashOf(rulesOf({}, 'org_2')));
    expect(hashOf(rulesOf())).not.toBe(hashOf(rulesOf({}, 'org_1', `${salt}.`)));
  });

  it('stay apart beyond what is remembered', () => {
    const judge = rulesOf();
    const hashes = Array.from(
      { length: 5_000 },
      (_, n) => kept(judge(clickOf(n, { userHash: `u${n}` }))).userHash,
    );
    expect(new Set(hashes).size).toBe(5_000);
    expect(kept(judge(clickOf(1, { userHash: 'u0' }))).userHash).toBe(hashes[0]);
  });

  it.each([
    ['', 'bad_format'],
    ['x'.repeat(257), 'bad_format'],
    [42, 'bad_format'],
    [undefined, 'missing_field'],
  ])('are refused as %p', (userHash, rule) => {
    expect(rulesOf()(clickOf(1, { userHash }))).toMatchObject({
      kind: 'refuse',
      rejection: { rule, field: 'userHash' },
    });
  });
});

describe('what is left out', () => {
  it('is events of ignored paths, by route or by screen', () => {
    const judge = rulesOf();
    expect(judge(clickOf(1, { route: '/admin/users' }))).toEqual({ kind: 'drop', rule: 'path' });
    expect(judge(clickOf(1, { screenId: 'hr/payroll' }))).toEqual({ kind: 'drop', rule: 'path' });
    // Not even judged: what is wrong with it is nobody's business.
    expect(judge({ route: '/hr', email: 'x' })).toEqual({ kind: 'drop', rule: 'path' });
    expect(kept(judge(clickOf(1, { extra: { from: '/hr/payroll', to: '/orders' } }))).extra).toEqual({
      to: '/orders',
    });
  });

  it('is events of other apps, where apps are named', () => {
    const judge = rulesOf({ apps: ['crm'] });
    expect(judge(clickOf(1, { appName: 'crm' })).kind).toBe('keep');
    expect(judge(clickOf(1, { appName: 'mail' }))).toEqual({ kind: 'drop', rule: 'app' });
    expect(judge(clickOf(1))).toEqual({ kind: 'drop', rule: 'app' });
  });

  it('is fields to drop, also such as the wire format refuses', () => {
    const judge = rulesOf({ dropFields: ['segment', 'email', 'extra.customer', 'extra.userName'] });
    const event = kept(
      judge(
        clickOf(1, {
          segment: 'vip',
          email: 'ann@corp.example',
          extra: { customer: 7, userName: 'Ann', size: 2 },
        }),
      ),
    );
    expect(event).not.toHaveProperty('segment');
    expect(event).not.toHaveProperty('email');
    expect(event.extra).toEqual({ size: 2 });
    expect(kept(rulesOf({ dropFields: ['extra'] })(clickOf(1, { extra: { a: 1 } })))).not.toHaveProperty(
      'extra',
    );
  });

  it('is whole sessions, about as many as the rate says, and always the same', () => {
    const [tenth, half] = [rulesOf({ sampleRate: 0.1 }), rulesOf({ sampleRate: 0.5 })];
    const isKept = (judge: typeof half, n: number) =>
      judge(clickOf(n, { sessionId: `s-${n}` })).kind === 'keep';
    const sessions = Array.from({ length: 4_000 }, (_, n) => n);
    const few = sessions.filter(n => isKept(tenth, n));
    const many = sessions.filter(n => isKept(half, n));
    expect(few.length / 4_000).toBeCloseTo(0.1, 1);
    expect(many.length / 4_000).toBeCloseTo(0.5, 1);
    expect(many).toEqual(expect.arrayContaining(few));
    expect(sessions.filter(n => isKept(half, n))).toEqual(many);
  });
});

describe('what is refused', () => {
  it.each<[unknown, string, string]>([
    [7, 'not_an_object', ''],
    [[], 'not_an_object', ''],
    [clickOf(1, { colour: 'red' }), 'unknown_field', 'colour'],
    [clickOf(1, { email: 'x' }), 'sensitive_field', 'email'],
    [clickOf(1, { extra: { userEmail: 'x' } }), 'sensitive_field', 'extra.userEmail'],
    [clickOf(1, { extra: { deep: {} } }), 'bad_extra', 'extra.deep'],
    [clickOf(1, { extra: [] }), 'bad_extra', 'extra'],
    [
      clickOf(1, { extra: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, i])) }),
      'bad_extra',
      'extra',
    ],
    [clickOf(1, { route: undefined }), 'missing_field', 'route'],
    [clickOf(1, { eventId: 'x' }), 'bad_format', 'eventId'],
    [clickOf(1, { screenId: '' }), 'bad_format', 'screenId'],
    [clickOf(1, { latencyMs: -1 }), 'out_of_range', 'latencyMs'],
    [clickOf(1, { eventType: 'custom' }), 'incomplete_custom', 'name'],
    [clickOf(1, { eventType: 'custom', name: 'task_started' }), 'incomplete_custom', 'taskId'],
    [clickOf(1, { orgId: 'org_2' }), 'org_mismatch', 'orgId'],
    [clickOf(1, { ts: '2026-11-21T12:01:01Z' }), 'in_the_future', 'ts'],
    [clickOf(1, { ts: '2006-11-21T12:01:01Z' }), 'bad_format', 'ts'],
    [clickOf(1, { ts: 'now' }), 'bad_format', 'ts'],
  ])('%j as %s of %s', (event, rule, field) => {
    const verdict = rulesOf()(event);
    expect(verdict).toMatchObject({ kind: 'refuse', rejection: { rule, field } });
  });

  it('a route longer than any, without looking through it', () => {
    const route = `/${'%25'.repeat(1_000_000)}/admin`;
    expect(rulesOf()(clickOf(1, { route }))).toMatchObject({ kind: 'refuse', rejection: { field: 'route' } });
  });

  it('passes what the organisation says of itself', () => {
    expect(rulesOf()(clickOf(1, { orgId: 'org_1' })).kind).toBe('keep');
  });
});

it('lets nothing out that the wire format would refuse', () => {
  const field = fc.constantFrom('route', 'extra', 'email', 'segment', 'x', 'userHash', 'orgId', 'name', 'ts');
  const judge = rulesOf({ dropFields: ['segment'] });
  fc.assert(
    fc.property(fc.dictionary(field, fc.anything()), changes => {
      const verdict = judge(clickOf(1, changes));
      if (verdict.kind === 'keep') expect(wireEvent.safeParse(JSON.parse(verdict.json)).success).toBe(true);
    }),
  );
});
