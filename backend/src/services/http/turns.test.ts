import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { takeTurns } from './turns';

/** A server whose connections and requests come when told. */
function setup() {
  const server = new EventEmitter();
  const handled: number[] = [];
  takeTurns(server as Server, ({ url = '' }) => void handled.push(Number(url)));
  const ask = (number: number) => {
    const response = { destroyed: false };
    server.emit('request', { url: String(number) }, response);
    return response;
  };
  return { ask, handled, connect: () => server.emit('connection') };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('turns of the event loop', () => {
  it('begin every request at once while nobody comes in', () => {
    const { ask, handled } = setup();
    numbers(500).forEach(ask);
    expect(handled).toEqual(numbers(500));
  });

  it('are short while connections come in, and keep the order', async () => {
    const { ask, handled, connect } = setup();
    connect();
    numbers(100).forEach(ask);
    expect(handled.length).toBeLessThan(10);
    connect();
    await setImmediate();
    expect(handled.length).toBeLessThan(20);
    ask(100);
    for (const _ of numbers(10)) await setImmediate();
    expect(handled).toEqual(numbers(101));
    ask(101);
    expect(handled).toHaveLength(102);
  });

  it('go on with requests, however many connections come in', async () => {
    const { ask, handled, connect } = setup();
    numbers(20).forEach(ask);
    for (const number of numbers(20)) {
      connect();
      ask(20 + number);
      await setImmediate();
    }
    expect(handled.length).toBeGreaterThan(30);
  });

  it('spend nothing on who left', async () => {
    const { ask, handled, connect } = setup();
    connect();
    const responses = numbers(20).map(ask);
    for (const response of responses.slice(10)) response.destroyed = true;
    for (const _ of numbers(4)) await setImmediate();
    expect(handled).toEqual(numbers(10));
  });
});
