import { looksSensitive, patterns, wireEvent, type WireEvent } from '@netcrab/plugin-telemetry/contract';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deviceOf } from './device';
import { errorCode } from './errorCode';
import { eventId } from './eventId';
import { cleanExtra } from './extra';
import { screenOf } from './route';
import { sha256 } from './sha256';
import { code, eventName, line, taskName } from './text';
import type { WebEvent } from './wireEvent';

/** Fails to compile when an event of the SDK is none of the wire format. */
const travels = (event: WebEvent): WireEvent => event;

const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.anything());

describe('what an event may carry', () => {
  it('hashes as SHA-256 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        // Lone surrogates become the replacement character in both.
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });

  it('makes ids that are UUIDv7, all different, in their order', () => {
    const at = Date.parse('2026-11-01T12:00:00Z');
    const ids = Array.from({ length: 3_000 }, (_, n) => eventId(at + Math.floor(n / 1_000)));
    for (const id of ids) expect(id).toMatch(patterns.eventId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(at);
  });

  it('leaves out of extra exactly the keys that the portal refuses', () => {
    const source = readFileSync(
      path.resolve(__dirname, '../../../plugins/telemetry/contract/sensitive.ts'),
      'utf8',
    );
    const words = [...source.matchAll(/'([a-z ]+)'/g)].flatMap(([, list = '']) => list.trim().split(' '));
    expect(words.length).toBeGreaterThan(60);
    const near = words.flatMap(word => [
      word,
      `user_${word}`,
      `my${word[0]?.toUpperCase()}${word.slice(1)}`,
      `${word}x`,
      `x${word}`,
      word.slice(1),
    ]);
    for (const key of near.filter(one => patterns.extraKey.test(one))) {
      expect([key, cleanExtra({ [key]: 1 }) === undefined]).toEqual([key, looksSensitive(key)]);
    }
  });

  it('makes of whatever a page hands in an event that the portal takes', () => {
    fc.assert(
      fc.property(
        anything,
        anything,
        anything,
        fc.dictionary(fc.string(), fc.anything(), { maxKeys: 40 }),
        (a, b, c, extra) => {
          const text = (value: unknown) => {
            try {
              return String(value);
            } catch {
              return '';
            }
          };
          const event: WebEvent = {
            eventId: eventId(Date.now()),
            productId: 'shop',
            sessionId: 's',
            userHash: '0123456789abcdef',
            ts: new Date().toISOString(),
            eventType: 'custom',
            screenId: screenOf({ pathname: `/${text(a)}`, hash: `#/${text(b)}` }),
            route: '/',
            name: eventName(text(a)) ?? 'none',
            taskId: taskName(text(b)) ?? 'none',
            errorCode: errorCode(c, value => value && sha256(value)),
            elementType: code(text(b)),
            releaseVersion: line(text(c), 64),
            extra: cleanExtra(extra),
          };
          expect(
            wireEvent.safeParse(JSON.parse(JSON.stringify(travels(event)))).error?.issues,
          ).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps names that mean more than a name for their own calls', () => {
    expect(['error', 'task_started', '7 seas', 'report exported', ''].map(eventName)).toEqual([
      'app_error',
      'app_task_started',
      'app_7_seas',
      'report_exported',
      undefined,
    ]);
  });

  it('says of an error its name and place, never its message', () => {
    const hash = (text: string | undefined) => text && sha256(text);
    const here = new TypeError('to nobody@example.com');
    expect(errorCode(here, hash)).toMatch(/^TypeError:[\da-f]{8}$/);
    expect(errorCode(here, hash)).toBe(errorCode(Object.assign(here, { message: 'other' }), hash));
    expect(errorCode('payment_declined', hash)).toBe('payment_declined');
    expect(errorCode('this was typed', hash)).not.toContain('typed');
    expect(errorCode(null, hash)).toBe('Error');
  });

  it.each([
    ['/customers/4711/orders/01a05b8f-8ae8', '', '/customers/:id/orders/:id'],
    ['/app', '#/settings/profile?q=x', '/app#/settings/profile'],
    ['/app', '#!/u/me@example.com', '/app#/u/:id'],
    ['/search/two%20words', '#section', '/search/:id'],
    ['/step2/v10', '', '/step2/v10'],
  ])('takes %s%s for the screen %s', (pathname, hash, screen) => {
    expect(screenOf({ pathname, hash })).toBe(screen);
  });

  it('lets a page name its screens, and falls back where it gives none', () => {
    const name = (path: string) => (path.startsWith('/search/') ? '/search' : '');
    expect(screenOf({ pathname: '/search/words', hash: '' }, name)).toBe('/search');
    expect(screenOf({ pathname: '/orders/7', hash: '' }, name)).toBe('/orders/:id');
  });

  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
      0,
      'desktop',
      'Windows',
      'Edge 130',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
      5,
      'mobile',
      'Android',
      'Chrome 130',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
      5,
      'tablet',
      'Android',
      'Chrome 130',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      5,
      'mobile',
      'iOS',
      'Safari 18',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      5,
      'tablet',
      'iOS',
      'Safari 18',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      0,
      'desktop',
      'macOS',
      'Safari 18',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      0,
      'desktop',
      'Linux',
      'Firefox 140',
    ],
    ['something else', 0, 'desktop', undefined, undefined],
  ])('knows what %s runs on (%i touch points)', (agent, touchPoints, deviceType, os, browser) => {
    expect(deviceOf(agent, touchPoints)).toEqual({ deviceType, os, browser });
  });
});
