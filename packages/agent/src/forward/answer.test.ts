import { outcomeOf, retryAfterMs } from './answer';

const now = Date.parse('2026-11-21T12:00:00Z');
const outcome = (status: number, body: unknown = {}, count = 3, retryAfter: string | null = null) =>
  outcomeOf({ status, retryAfter, text: typeof body === 'string' ? body : JSON.stringify(body) }, count, now);
const portal = (message: string) => ({ error: { code: 'x', message, requestId: 'r' } });

it('believes an acknowledgement that accounts for each event', () => {
  expect(
    outcome(202, {
      accepted: 1,
      duplicates: 1,
      rejected: 1,
      errors: [{ index: 0, field: 'ts', message: 'm' }],
    }),
  ).toEqual({
    kind: 'taken',
    accepted: 1,
    duplicates: 1,
    rejected: [{ index: 0, field: 'ts', message: 'm' }],
  });
});

it.each([
  [200, '<html>Sign in to the network</html>'],
  [202, { accepted: 2, duplicates: 0, rejected: 0 }],
  [204, ''],
])('takes %s %j for no acknowledgement', (status, body) => {
  expect(outcome(status, body)).toMatchObject({
    kind: 'later',
    reason: `${status}, but not as the portal answers`,
  });
});

it.each([408, 425, 429, 500, 502, 503])('comes again after %s, and not before it may', status => {
  expect(outcome(status, portal('Wait.'), 3, '7')).toEqual({
    kind: 'later',
    reason: `${status}: Wait.`,
    afterMs: 7_000,
  });
});

it.each([301, 400, 401, 403, 404, 407, 451])(
  'waits for a change of the configuration after %s of nobody in particular',
  status => {
    expect(outcome(status, '<html>')).toEqual({ kind: 'barred', reason: String(status) });
  },
);

it('tells a batch that is refused for good from one that is too large', () => {
  expect(outcome(400, portal('Not valid.'))).toEqual({ kind: 'refused', reason: '400: Not valid.' });
  expect(outcome(401, portal('This ingest key was revoked.')).kind).toBe('barred');
  expect(outcome(413).kind).toBe('too_large');
});

it('reads Retry-After as seconds or a date, within an hour', () => {
  expect(retryAfterMs('1.5', now)).toBe(1_500);
  expect(retryAfterMs('Sat, 21 Nov 2026 12:00:09 GMT', now)).toBe(9_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('999999', now)).toBe(3_600_000);
  expect(retryAfterMs('soon', now)).toBe(0);
});
