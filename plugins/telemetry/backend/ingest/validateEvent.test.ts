import fc from 'fast-check';
import { wireEvent } from '../../contract';
import { wireEventAt } from '../testing/arbitraryEvent';
import { parseTimestamp } from './timestamp';
import { validateEvent } from './validateEvent';

const bounds = { orgId: 'org_1', latestTs: Infinity, earliestTs: -Infinity };
const good = wireEventAt(0, 1);
const refused = (event: unknown) => validateEvent(event, bounds);

const oddValue = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.constantFrom(
    'click',
    'custom',
    'desktop',
    'task_started',
    'error',
    'a'.repeat(201),
    '2026-02-30T00:00:00Z',
    1e9,
    -1,
  ),
  fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map(date => date.toISOString()),
);
const fieldName = fc.constantFrom(
  ...Object.keys(wireEvent.shape).filter(key => key !== 'orgId'),
  'email',
  'userName',
  'surprise',
);
const extra = fc.dictionary(
  fc.oneof(
    fc.constantFrom('count', 'cartSize', 'user_email', 'keystrokes', 'searchText', '9x', 'a b'),
    fc.string(),
  ),
  oddValue,
  { maxKeys: 22 },
);

describe('validating an event', () => {
  it('agrees with the schema on any change to a good event', () => {
    const change = fc.oneof(
      fc.record({ field: fieldName, value: oddValue }),
      fc.record({ field: fc.constant('extra'), value: extra }),
      fc.record({ field: fieldName, value: fc.constant(undefined) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), changes => {
        const event = { ...good, ...Object.fromEntries(changes.map(({ field, value }) => [field, value])) };
        // Undefined fields are left out, numbers without a JSON become null.
        const sent: unknown = JSON.parse(JSON.stringify(event));
        expect(refused(sent) === null).toBe(wireEvent.safeParse(sent).success);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    [{ email: 'a@b.c' }, 'sensitive_field', 'email'],
    [{ phoneNumber: '1' }, 'sensitive_field', 'phoneNumber'],
    [{ extra: { customer_address: 'x' } }, 'sensitive_field', 'extra.customer_address'],
    [{ colour: 'red' }, 'unknown_field', 'colour'],
    [{ ts: undefined }, 'missing_field', 'ts'],
    [{ ts: '2026-11-01' }, 'bad_format', 'ts'],
    [{ x: 1e12 }, 'out_of_range', 'x'],
    [{ extra: { nested: {} } }, 'bad_extra', 'extra.nested'],
    [{ extra: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, i])) }, 'bad_extra', 'extra'],
    [{ eventType: 'custom' }, 'incomplete_custom', 'name'],
    [{ eventType: 'custom', name: 'task_started' }, 'incomplete_custom', 'taskId'],
    [{ eventType: 'custom', name: 'error' }, 'incomplete_custom', 'errorCode'],
    [{ name: 'x' }, 'incomplete_custom', 'name'],
    [{ orgId: 'org_2' }, 'org_mismatch', 'orgId'],
  ])('names rule and field of %j', (fields, rule, field) => {
    expect(refused(JSON.parse(JSON.stringify({ ...good, ...fields })))).toMatchObject({ rule, field });
  });

  it('refuses what is no object, own prototypes, and the future', () => {
    for (const event of [null, 1, 'x', []]) expect(refused(event)).toMatchObject({ rule: 'not_an_object' });
    expect(refused(JSON.parse(`{"__proto__": 1}`))).toMatchObject({ rule: 'unknown_field' });
    expect(refused({ ...good, extra: JSON.parse(`{"__proto__": 1}`) })).toMatchObject({ rule: 'bad_extra' });
    expect(validateEvent(good, { ...bounds, latestTs: Date.parse(good.ts) - 1 })).toMatchObject({
      rule: 'in_the_future',
    });
    expect(validateEvent(good, { ...bounds, earliestTs: Date.parse(good.ts) + 1 })).toMatchObject({
      rule: 'bad_format',
      field: 'ts',
    });
  });

  it('takes an orgId that matches, and custom names of its own', () => {
    expect(refused({ ...good, orgId: 'org_1' })).toBeNull();
    expect(
      refused({ ...good, eventType: 'custom', name: 'exported', extra: { rows: 3, keystrokes: 9 } }),
    ).toBeNull();
  });
});

it('reads timestamps as Date.parse does', () => {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(date, fc.constantFrom('Z', '+00:00', '-05:30', '+14:00'), (at, zone) => {
      const text = at.toISOString().replace('Z', zone);
      expect(parseTimestamp(text)).toBe(Date.parse(text));
    }),
  );
  for (const bad of [
    '',
    '2026-13-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00Zx',
    '2026-01-01T00:00:00+2:00',
  ]) {
    expect(parseTimestamp(bad)).toBeNaN();
  }
});
