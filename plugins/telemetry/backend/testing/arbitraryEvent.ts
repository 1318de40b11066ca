import type { WireEvent } from '../../contract';

/** A UUIDv7 of a moment and a number. */
export const eventId = (at: number, n: number): string => {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
};

export const noon = Date.parse('2026-11-01T10:00:00Z');

/** An event `ms` after 10:00 of 2026-11-01; the number makes its id. */
export const wireEventAt = (ms: number, n: number, fields: Partial<WireEvent> = {}): WireEvent => ({
  eventId: eventId(noon + ms, n),
  productId: 'crm',
  sessionId: 's1',
  userHash: 'user_0001',
  ts: new Date(noon + ms).toISOString(),
  eventType: 'click',
  screenId: 'home',
  route: '/',
  ...fields,
});
