import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chunkNames, findFrontends } from './frontends';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'frontends-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Record<string, unknown>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const manifest = (name: string, pluginId: string) => ({
  name,
  netcrab: { pluginId },
  exports: { './frontend': { default: './frontend.js' } },
});

test('finds plugins of the workspace and installed ones, and only those with pages', () => {
  write({
    'package.json': { name: 'portal', dependencies: { 'acme-hello': '1.0.0', react: '19.0.0' } },
    'plugins/identity/package.json': manifest('@netcrab/plugin-identity', 'identity'),
    'plugins/identity/frontend.js': '',
    'plugins/demo/package.json': { name: '@netcrab/plugin-demo', netcrab: { pluginId: 'demo' } },
    'plugins/unbuilt/package.json': manifest('unbuilt', 'unbuilt'),
    'plugins/README.md': '',
    'node_modules/acme-hello/package.json': manifest('acme-hello', 'hello'),
    'node_modules/acme-hello/frontend.js': '',
    'node_modules/react/package.json': { name: 'react' },
    'node_modules/not-asked-for/package.json': manifest('not-asked-for', 'stranger'),
    'node_modules/not-asked-for/frontend.js': '',
  });
  expect(findFrontends(root).map(({ pluginId, packageName }) => [pluginId, packageName])).toEqual([
    ['hello', 'acme-hello'],
    ['identity', '@netcrab/plugin-identity'],
  ]);
});

test('a workspace without plugins has none', () => {
  write({ 'package.json': { name: 'portal' } });
  expect(findFrontends(root)).toEqual([]);
});

test('chunks carry the name of the plugin they belong to', () => {
  const name = chunkNames([{ pluginId: 'api-keys', packageName: 'x', directory: '/r/plugins/api-keys' }]);
  expect(name({ name: 'KeysPage', moduleIds: ['/r/plugins/api-keys/frontend/KeysPage.tsx'] })).toBe(
    'assets/plugin-api-keys--KeysPage-[hash].js',
  );
  expect(name({ name: 'Dialog', moduleIds: ['/r/node_modules/x.js'] })).toBe('assets/[name]-[hash].js');
});
