import { testClock } from '@netcrab/plugin-api/testing';
import { createIds } from './ids';

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  it('makes UUIDs of version 7 that carry the time', () => {
    const ids = createIds({ clock: testClock('2026-11-01T12:00:00Z') });
    const id = ids.uuid();
    expect(id).toMatch(form);
    expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-01T12:00:00Z'));
  });

  it('sorts in the order of making, beyond the counter of a millisecond', () => {
    const ids = createIds({ clock: testClock() });
    const made = Array.from({ length: 20_000 }, () => ids.uuid());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(made.every(id => form.test(id))).toBe(true);
  });

  it('keeps the order when the clock steps back', () => {
    const clock = testClock();
    const ids = createIds({ clock });
    const before = ids.uuid();
    clock.advance(-60_000);
    expect(ids.uuid() > before).toBe(true);
  });

  it('gives as many random bytes as asked for', () => {
    const ids = createIds({ clock: testClock() });
    expect(ids.bytes(32)).toHaveLength(32);
    expect(ids.bytes(32)).not.toEqual(ids.bytes(32));
  });
});
