import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** As Node 18 would be: its version, and failing where the scripts use what it lacks. */
const oldNode = `data:text/javascript,${encodeURIComponent(`
  import path from 'node:path';
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });
  const { resolve } = path;
  path.resolve = (...parts) => {
    if (parts.at(-1) === '..') throw new TypeError('used before the version was looked at');
    return resolve(...parts);
  };
`)}`;

it.each(['start', 'test', 'run', 'build', 'docs-api'])(
  '%s.mjs says in one line that Node is too old',
  name => {
    const script = path.resolve('scripts', `${name}.mjs`);
    // NETCRAB_OLD_NODE names a real one to try it with.
    const real = process.env.NETCRAB_OLD_NODE;
    const [program, args] = real ? [real, [script]] : [process.execPath, ['--import', oldNode, script]];
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^NetCrab Portal needs Node 20\.20 or newer; this is 1\d\.[^\n]*\n$/);
  },
);
