import { wireBatch } from '@netcrab/plugin-telemetry/contract';
import { gunzipSync } from 'node:zlib';
import { createNetcrab } from './netcrab';
import { automatic } from './detectors/all';
import type { InitOptions, Netcrab } from './types';

const options: InitOptions = {
  ingestKey: 'nc_ingest_abc',
  productId: 'shop',
  endpoint: 'https://portal.example/',
};
let bodies: unknown[];
let netcrab: Netcrab;
let status: number;

async function textOf(body: unknown): Promise<string> {
  const bytes = Buffer.from(body as Uint8Array);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
}

/** Every event sent so far; each batch is one that the portal would take. */
async function sent() {
  await netcrab.flush();
  const texts = await Promise.all(bodies.map(textOf));
  return texts.flatMap(text => wireBatch.parse(JSON.parse(text)).events);
}
const names = async () => (await sent()).map(event => event.name ?? event.eventType);

beforeEach(() => {
  bodies = [];
  status = 202;
  localStorage.clear();
  sessionStorage.clear();
  globalThis.fetch = jest.fn(async (_, init) => {
    bodies.push(init?.body);
    return new Response('{}', { status });
  });
  netcrab = createNetcrab(automatic);
});
afterEach(async () => {
  netcrab.optOut();
  netcrab.optOut(false);
  await netcrab.flush();
  jest.restoreAllMocks();
});

describe('the calls', () => {
  it('record tasks, events and errors that the portal takes', async () => {
    netcrab.init({ ...options, release: '1.0', segment: 'pro' });
    netcrab.startTask('create invoice', { items: 2, email: 'a@b.c' });
    netcrab.track('report exported', { rows: 3 });
    netcrab.captureError(new RangeError('secret'), { attempt: 1 });
    netcrab.completeTask('create invoice', { success: false });
    const [first, started, tracked, error, completed] = await sent();
    expect(first).toMatchObject({
      eventType: 'navigation',
      screenId: '/',
      releaseVersion: '1.0',
      segment: 'pro',
    });
    expect(started).toMatchObject({ name: 'task_started', taskId: 'create invoice', extra: { items: 2 } });
    expect(tracked).toMatchObject({ name: 'report_exported', extra: { rows: 3 } });
    expect(error?.errorCode).toMatch(/^RangeError/);
    expect(completed).toMatchObject({ name: 'task_completed', success: false });
    expect(fetch).toHaveBeenCalledWith('https://portal.example/v1/events/batch', expect.anything());
  });

  it.each([
    ['ingestKey', { ingestKey: 'sk_live' }],
    ['productId', { productId: 'two words' }],
    ['endpoint', { endpoint: 'portal.example' }],
    ['sampleRate', { sampleRate: 7 }],
    ['mask.elements', { mask: { elements: '..' } }],
  ])('name a wrong %s and do nothing', async (field, wrong) => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    netcrab.init({ ...options, ...wrong });
    netcrab.track('something');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(field));
    expect(await sent()).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it('never throw, whatever they are given', async () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        ownKeys: () => {
          throw new Error('trap');
        },
      },
    );
    netcrab.init(options);
    netcrab.track('one', trap);
    netcrab.startTask(undefined as never, trap);
    netcrab.captureError(trap);
    netcrab.setUser(trap as never);
    netcrab.init(trap as never);
    expect(await names()).toContain('navigation');
  });

  it('do nothing before init, and on a server', async () => {
    netcrab.track('early');
    await netcrab.flush();
    netcrab.init(options);
    expect(await names()).toEqual(['navigation']);
  });

  it('adopt what a later init changes, without recording twice', async () => {
    netcrab.init(options);
    netcrab.init({ segment: 'pro' });
    netcrab.track('one');
    const events = await sent();
    expect(events.map(event => event.name ?? event.eventType)).toEqual(['navigation', 'one']);
    expect(events[1]).toMatchObject({ segment: 'pro' });
  });

  it('move to another product when init says so', async () => {
    netcrab.init(options);
    netcrab.init({ productId: 'admin' });
    netcrab.track('one');
    expect((await sent()).at(-1)).toMatchObject({ productId: 'admin', name: 'one' });
  });

  it('record whole sessions or none', async () => {
    netcrab.init({ ...options, sampleRate: 0 });
    netcrab.track('one');
    expect(await sent()).toEqual([]);
  });
});

describe('privacy', () => {
  it('waits for consent, and for nothing else once it is there', async () => {
    let agree: (yes: boolean) => void = () => undefined;
    netcrab.init({ ...options, consent: () => new Promise<boolean>(resolve => (agree = resolve)) });
    netcrab.setUser('u1');
    netcrab.track('before');
    expect(localStorage).toHaveLength(0);
    agree(true);
    await Promise.resolve();
    await netcrab.flush();
    netcrab.track('after');
    const events = await sent();
    expect(events.map(event => event.name ?? event.eventType)).toEqual(['navigation', 'after']);
    expect(localStorage.getItem('netcrab:shop')).toBe(`u${events[1]?.userHash}`);
  });

  it('forgets everything when consent is withdrawn', async () => {
    netcrab.init(options);
    netcrab.track('one');
    netcrab.init({ consent: false });
    netcrab.track('two');
    expect(await sent()).toEqual([]);
    expect(localStorage).toHaveLength(0);
    expect(sessionStorage).toHaveLength(0);
  });

  it('remembers who opted out until they take it back', async () => {
    netcrab.init(options);
    netcrab.optOut();
    netcrab.init(options);
    createNetcrab(automatic).init(options);
    netcrab.track('one');
    expect(await sent()).toEqual([]);
    netcrab.optOut(false);
    netcrab.init(options);
    expect(await names()).toEqual(['navigation']);
  });

  it.each(['globalPrivacyControl', 'doNotTrack'])('honours %s', async signal => {
    Object.defineProperty(navigator, signal, {
      configurable: true,
      value: signal === 'doNotTrack' ? '1' : true,
    });
    netcrab.init(options);
    netcrab.track('one');
    expect(await sent()).toEqual([]);
    expect(localStorage).toHaveLength(0);
    Object.defineProperty(navigator, signal, { configurable: true, value: undefined });
  });

  it('knows people by hashes, of their own in each product', async () => {
    netcrab.init(options);
    netcrab.setUser('ada@example.com');
    netcrab.track('one');
    const known = (await sent()).map(event => event.userHash);
    // Whoever was anonymous a moment ago was this person.
    expect(new Set(known).size).toBe(1);
    netcrab.setUser('grace');
    netcrab.track('two');
    netcrab.setUser(null);
    netcrab.track('three');
    const events = await sent();
    expect(new Set(events.map(event => event.userHash)).size).toBe(3);
    expect(new Set(events.map(event => event.sessionId)).size).toBe(3);
    expect(await Promise.all(bodies.map(textOf))).not.toContain('ada');
  });
});

describe('sessions', () => {
  it('end after half an hour without an event', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-01T12:00:00Z'));
    netcrab.init(options);
    now.mockReturnValue(Date.parse('2026-11-01T12:29:00Z'));
    netcrab.track('still');
    now.mockReturnValue(Date.parse('2026-11-01T13:00:00Z'));
    netcrab.track('later');
    now.mockRestore();
    const [first, still, later] = await sent();
    expect(still?.sessionId).toBe(first?.sessionId);
    expect(later?.sessionId).not.toBe(first?.sessionId);
  });

  it('live in the page where storage is blocked', async () => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    for (const kind of ['localStorage', 'sessionStorage'] as const)
      jest.spyOn(window, kind, 'get').mockImplementation(blocked);
    netcrab.init(options);
    netcrab.track('one');
    const events = await sent();
    expect(new Set(events.map(event => event.sessionId)).size).toBe(1);
    netcrab.optOut();
    netcrab.init(options);
    netcrab.track('two');
    expect(await sent()).toHaveLength(2);
  });

  it('keep events in memory where there is no database', async () => {
    netcrab.init(options);
    await netcrab.flush();
    status = 503;
    netcrab.track('one');
    await netcrab.flush();
    status = 202;
    window.dispatchEvent(new Event('online'));
    await new Promise<void>(resolve => {
      jest.mocked(fetch).mockImplementation(async (_, init) => {
        bodies.push(init?.body);
        resolve();
        return new Response('{}', { status });
      });
    });
    expect(await names()).toEqual(['navigation', 'one', 'one']);
  });
});
