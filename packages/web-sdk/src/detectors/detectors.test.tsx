import { createNetcrab } from '../netcrab';
import type { Netcrab } from '../types';
import { automatic } from './all';

type Facts = Readonly<Record<string, unknown>>;
let netcrab: Netcrab;
let bodies: string[];
let listeners: Map<string, Array<(event: unknown) => void>>;

/** What a person does: events of scripts are not recorded, and only browsers can make others. */
function act(type: string, target: Element, more: object = {}): void {
  const path: EventTarget[] = [];
  for (let node: Element | null = target; node; node = node.parentElement) path.push(node);
  const event = { isTrusted: true, type, target, composedPath: () => [...path, document, window], ...more };
  for (const listener of listeners.get(type) ?? []) listener(event);
}
const click = (selector: string, more: object = {}) =>
  act('click', document.querySelector(selector)!, { detail: 1, clientX: 10.4, clientY: 20.6, ...more });

async function events(type: string): Promise<Facts[]> {
  await netcrab.flush();
  return bodies
    .flatMap(body => (JSON.parse(body) as { events: Facts[] }).events)
    .filter(event => event.eventType === type || event.name === type);
}

beforeEach(() => {
  bodies = [];
  listeners = new Map();
  localStorage.clear();
  history.replaceState(null, '', '/');
  Object.defineProperty(window, 'CompressionStream', { configurable: true, value: undefined });
  jest.spyOn(window, 'addEventListener').mockImplementation((type, listener) => {
    listeners.set(type, [...(listeners.get(type) ?? []), listener as (event: unknown) => void]);
  });
  globalThis.fetch = jest.fn(async (_, init) => {
    bodies.push(new TextDecoder().decode(init?.body as Uint8Array));
    return new Response('{}', { status: 202 });
  });
  document.body.innerHTML = `
    <button id="plain">Save (3)</button><button id="other" aria-label="Save"></button>
    <a id="out" href="https://elsewhere.example/">Out</a><a id="in" href="/next">In</a>
    <select id="kind" name="kind"></select><x-widget id="widget"></x-widget><p id="text">words</p>
    <div id="tab" role="tab">Tab</div><label id="label">L<input id="field" name="customer" /></label>
    <input id="password" type="password" /><textarea id="area"></textarea>
    <section data-netcrab-ignore><button id="ignored">x</button></section>
    <form id="form" name="invoice"><input id="send" type="submit" value="Send" /></form><img id="picture" alt="" />`;
  netcrab = createNetcrab(automatic);
  netcrab.init({ ingestKey: 'nc_ingest_a', productId: 'shop', endpoint: 'https://portal.example' });
});
afterEach(() => {
  netcrab.optOut();
  netcrab.optOut(false);
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('clicks', () => {
  it('wait for the first change of the page', async () => {
    click('#plain');
    document.body.append('changed');
    await Promise.resolve();
    const [found] = await events('click');
    expect(found).toMatchObject({ elementType: 'button', x: 10, y: 21, responseMs: expect.any(Number) });
    expect(found?.elementLabelHash).toMatch(/^[\da-f]{16}$/);
  });

  it('are told without a response when none came in time', async () => {
    jest.useFakeTimers();
    click('#plain');
    document.querySelector('#ignored')!.append('a clock');
    await jest.advanceTimersByTimeAsync(2_500);
    jest.useRealTimers();
    expect((await events('click'))[0]).not.toHaveProperty('responseMs');
  });

  it.each([
    ['#out', {}, 'a', 'outbound'],
    ['#plain', { ctrlKey: true }, 'button', 'modified'],
    ['#kind', {}, 'select', 'native'],
    ['#widget', {}, 'unknown:x-widget', 'native'],
  ])('on %s %j look for no answer here', async (selector, more, elementType, reason) => {
    click(selector, more);
    expect(await events('click')).toMatchObject([{ elementType, responseMs: 0, extra: { [reason]: true } }]);
  });

  it.each(['input', 'change', 'popstate', 'hashchange', 'pagehide', 'scroll', 'focusin'])(
    'are answered by %s',
    async type => {
      click('#plain');
      act(type, document.querySelector('#field')!);
      expect((await events('click'))[0]).toHaveProperty('responseMs');
    },
  );

  it('stay unseen where they must, and count once on labels', async () => {
    for (const selector of ['#password', '#area', '#ignored', '#label']) click(selector);
    click('#tab', { isTrusted: false });
    click('#tab');
    click('#text', { detail: 0 });
    click('#in');
    act('pagehide', document.body);
    const found = await events('click');
    expect(found.map(event => [event.elementType, 'x' in event])).toEqual([
      ['tab', true],
      ['unknown:p', false],
      ['a', true],
    ]);
  });

  it('know a button again by its label, whatever it counts', async () => {
    click('#plain', { altKey: true });
    document.querySelector('#plain')!.textContent = 'Save (17)';
    click('#plain', { altKey: true });
    click('#other', { altKey: true });
    const [three, seventeen, other] = (await events('click')).map(event => event.elementLabelHash);
    expect(seventeen).toBe(three);
    expect(other).not.toBe(three);
  });
});

describe('the other detectors', () => {
  it('count changes of fields, on the screen where they were made', async () => {
    const field = document.querySelector('#field')!;
    act('input', field);
    act('input', field);
    for (const selector of ['#password', '#area']) act('input', document.querySelector(selector)!);
    history.pushState(null, '', '/orders/77');
    act('submit', document.querySelector('#form')!);
    expect(await events('input_meta')).toMatchObject([
      { elementType: 'input:text', screenId: '/', extra: { inputs: 2 } },
    ]);
    expect(await events('navigation')).toMatchObject([{ screenId: '/' }, { screenId: '/orders/:id' }]);
    expect(await events('form_submitted')).toMatchObject([{ elementType: 'form' }]);
  });

  it('tell screens that are restored, and none twice', async () => {
    history.replaceState({ page: 2 }, '', '/?q=secret');
    for (const listener of listeners.get('pageshow') ?? []) {
      listener({ persisted: false });
      listener({ persisted: true });
    }
    expect(await events('navigation')).toHaveLength(2);
  });

  it('tell how far a screen was read', async () => {
    jest.useFakeTimers();
    const page = document.documentElement;
    const sizes = { scrollTop: 0, scrollHeight: 4_000, clientHeight: 1_000 };
    for (const name of Object.keys(sizes) as Array<keyof typeof sizes>)
      Object.defineProperty(page, name, { configurable: true, get: () => sizes[name] });
    for (const scrollTop of [10, 1_100, 1_200, 3_000]) {
      sizes.scrollTop = scrollTop;
      act('scroll', page);
      await jest.advanceTimersByTimeAsync(250);
    }
    jest.useRealTimers();
    expect((await events('scroll')).map(event => event.extra)).toEqual([
      { depth: 25 },
      { depth: 50 },
      { depth: 100 },
    ]);
  });

  it('tell when the person turns away and comes back', async () => {
    const focused = jest.spyOn(document, 'hasFocus');
    for (const [type, now] of [
      ['blur', !document.hasFocus()],
      ['focus', document.hasFocus()],
    ] as const) {
      focused.mockReturnValue(now);
      act(type, document.body);
      act(type, document.body);
    }
    expect(await events('focus_change')).toHaveLength(2);
  });

  it('tell errors by name and place, and at most thirty a minute', async () => {
    const fail = (event: object) => listeners.get('error')?.forEach(listener => listener(event));
    fail({ target: window, error: new RangeError('secret'), filename: '/app.js', lineno: 1, colno: 2 });
    fail({ target: document.querySelector('#picture') });
    fail({ target: document.querySelector('#ignored') });
    listeners.get('unhandledrejection')?.forEach(listener => listener({ reason: 'secret' }));
    const found = (await events('error')).map(event => event.errorCode);
    expect(found).toEqual([
      expect.stringMatching(/^RangeError:[\da-f]{8}$/),
      'load:img',
      expect.stringMatching(/^String|^Error/),
    ]);
    for (let n = 0; n < 40; n++) fail({ target: window, error: null });
    expect(await events('error')).toHaveLength(30);
    expect(await events('events_dropped')).toMatchObject([{ extra: { throttled: 13 } }]);
  });
});
