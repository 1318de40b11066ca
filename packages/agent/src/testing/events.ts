import type { WireEvent } from '@netcrab/plugin-telemetry/contract';

/** A UUIDv7 that says its number. */
export const eventId = (n: number): string => `01a05b8f-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** The n-th click of a person whose id is an address. */
export const clickOf = (n: number, fields: Record<string, unknown> = {}): WireEvent =>
  ({
    eventId: eventId(n),
    productId: 'crm',
    sessionId: `session-${n >> 4}`,
    userHash: `person${n % 7}@corp.example`,
    ts: '2026-11-21T12:00:00.000Z',
    eventType: 'click',
    screenId: 'orders',
    route: '/orders',
    elementType: 'button',
    ...fields,
  }) as WireEvent;

export const clicks = (from: number, count: number, fields: Record<string, unknown> = {}): WireEvent[] =>
  Array.from({ length: count }, (_, i) => clickOf(from + i, fields));

export const batchOf = (events: readonly unknown[], sentAt = '2026-11-21T12:00:00.000Z') => ({
  sdkVersion: 'test/1',
  sentAt,
  events,
});
