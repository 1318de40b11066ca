import { createLifecycle } from './lifecycle';
import { createLogger } from './logger';

function start(stopTimeoutMs?: number) {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', format: 'json', write: line => void lines.push(line) });
  return { lifecycle: createLifecycle({ logger, stopTimeoutMs }), lines, seen: [] as string[] };
}

describe('lifecycle', () => {
  it('readies in order and stops in reverse order, once', async () => {
    const { lifecycle, seen } = start();
    for (const id of ['a', 'b', 'c']) {
      const hooks = lifecycle.forPlugin(id);
      hooks.onReady(async () => void seen.push(`ready ${id}`));
      hooks.onStop(() => void seen.push(`stop ${id}`));
    }
    expect(await lifecycle.ready()).toEqual([]);
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(seen).toEqual(['ready a', 'ready b', 'ready c', 'stop c', 'stop b', 'stop a']);
  });

  it('tells whose ready hook failed, and runs the others', async () => {
    const { lifecycle, seen } = start();
    const error = new Error('no license');
    lifecycle.forPlugin('a').onReady(() => {
      throw error;
    });
    lifecycle.forPlugin('b').onReady(() => void seen.push('b'));
    expect(await lifecycle.ready()).toEqual([{ owner: 'a', error }]);
    expect(seen).toEqual(['b']);
  });

  it('leaves failing and hanging stop hooks behind', async () => {
    const { lifecycle, seen, lines } = start(5);
    lifecycle.forPlugin('a').onStop(() => void seen.push('a'));
    lifecycle.forPlugin('hangs').onStop(() => new Promise(() => undefined));
    lifecycle.forPlugin('fails').onStop(() => {
      throw new Error('boom');
    });
    await lifecycle.stop();
    expect(seen).toEqual(['a']);
    expect(lines.map(line => (JSON.parse(line) as { owner: string }).owner)).toEqual(['fails', 'hangs']);
  });
});
