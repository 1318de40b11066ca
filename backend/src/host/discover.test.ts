import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { discoverPlugins } from './discover';
import { selectPlugins } from './enabled';

function checkout(packages: Record<string, object>, root: object = {}): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'netcrab-root-'));
  writeFileSync(path.join(dir, 'package.json'), JSON.stringify(root));
  for (const [at, manifest] of Object.entries(packages)) {
    mkdirSync(path.join(dir, at), { recursive: true });
    writeFileSync(path.join(dir, at, 'package.json'), JSON.stringify(manifest));
  }
  return dir;
}
const plugin = (name: string, pluginId: string) => ({ name, netcrab: { pluginId } });

describe('plugins of a checkout', () => {
  it('are those of plugins/ and those installed from npm', () => {
    const root = checkout(
      {
        'plugins/own': plugin('@netcrab/plugin-own', 'own'),
        'plugins/notes': { name: 'no-plugin' },
        'node_modules/from-npm': plugin('from-npm', 'extra'),
      },
      { dependencies: { 'from-npm': '1' } },
    );
    expect([...discoverPlugins(root).keys()].sort()).toEqual(['extra', 'own']);
  });
  it('may not share an id', () => {
    const root = checkout({ 'plugins/a': plugin('a', 'same'), 'plugins/b': plugin('b', 'same') });
    expect(() => discoverPlugins(root)).toThrow('The plugin id same belongs to two packages: a and b');
  });
  it('must be named right in the configuration', async () => {
    const root = checkout({ 'plugins/a': plugin('a', 'known') });
    await expect(selectPlugins(root, { knonw: true })).rejects.toThrow(
      'plugins.knonw: no such plugin. Did you mean known? Available: known.',
    );
  });
  it('whose code cannot be loaded are kept, with the reason; disabled ones are not loaded', async () => {
    const root = checkout({ 'plugins/a': plugin('a', 'broken'), 'plugins/b': plugin('b', 'off') });
    const { enabled, disabled } = await selectPlugins(root, { broken: true, off: { enabled: false } });
    expect(enabled).toMatchObject([
      { plugin: null, loadError: expect.stringContaining('could not be loaded') },
    ]);
    expect(disabled.map(one => one.id)).toEqual(['off']);
  });
});
