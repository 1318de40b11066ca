import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createShellPage } from './shellPage';
import { createStaticFiles } from './staticFiles';

const dist = mkdtempSync(path.join(tmpdir(), 'netcrab-dist-'));
mkdirSync(path.join(dist, 'assets'));
mkdirSync(path.join(dist, '.vite'));
writeFileSync(path.join(dist, 'index.html'), '<html><head></head><body></body></html>');
writeFileSync(path.join(dist, 'assets', 'app-1a2b.js'), 'plain');
writeFileSync(path.join(dist, 'assets', 'app-1a2b.js.br'), 'squeezed');
writeFileSync(path.join(dist, 'secret.env'), 'no');
writeFileSync(
  path.join(dist, '.vite', 'manifest.json'),
  JSON.stringify({ '../plugins/notes/frontend/plugin.ts': { file: 'assets/plugin-notes.js' } }),
);

describe('the served shell', () => {
  it('carries what the browser must know, which cannot break out of its element', () => {
    const page = createShellPage(dist)?.({ title: '</script><script>alert(1)</script>$&' }, [
      'notes',
      'gone',
    ]);
    expect(page?.html).toContain('href="/assets/plugin-notes.js"');
    expect(page?.html).not.toContain('<script>alert');
    expect(page?.html).toContain('$&');
    const nonce = /nonce" content="([^"]+)"/.exec(page?.html ?? '')?.[1];
    expect(page?.csp).toContain(`'nonce-${nonce}'`);
    expect(createShellPage(dist)?.({}, [])?.html).not.toContain(nonce);
  });
  it('is none before the app was built', () => expect(createShellPage('/nowhere')).toBeNull());
});

describe('static files', () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    const serve = createStaticFiles(dist);
    server = createServer((request, response) => {
      if (!serve(request, response)) response.writeHead(404).end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('leave compressed where the browser takes that, and for good', async () => {
    const plain = await fetch(`${base}/assets/app-1a2b.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(await plain.text()).toBe('plain');
    expect(plain.headers.get('cache-control')).toContain('immutable');
    const head = await fetch(`${base}/assets/app-1a2b.js`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'br' },
    });
    expect(head.headers.get('content-encoding')).toBe('br');
    expect(head.headers.get('content-length')).toBe('8');
  });
  it('of an older build are not found, and the portal lives on', async () => {
    writeFileSync(path.join(dist, 'assets', 'late.js'), 'x');
    const serve = createStaticFiles(dist);
    const other = createServer((request, response) => void serve(request, response));
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    rmSync(path.join(dist, 'assets', 'late.js'));
    const response = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/assets/late.js`);
    expect(response.status).toBe(404);
    await new Promise(resolve => other.close(resolve));
  });
  it.each([
    '/secret.env',
    '/.vite/manifest.json',
    '/assets/../secret.env',
    '/assets/%2e%2e/secret.env',
    '/assets/',
  ])('%s is not one', async url => {
    expect((await fetch(base + url)).status).toBe(404);
  });
});
