import { build } from './build.mjs';
import { root } from './environment.mjs';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Builds what changed, and writes docs/api from what the portal serves; with --check, fails when that differs from what is there.
 * Runs the plugins of app-config.yaml but the demo, on a data folder of its own.
 */
const folder = path.join(root, 'docs/api');
const startMs = 60_000;
const argv = ['start', '--config', path.join(root, 'app-config.yaml'), '--port', '0', '--no-demo'];
/** Straight from the build. */
const program = `
  import { runCli } from ${JSON.stringify(pathToFileURL(path.join(root, 'scripts/run.mjs')).href)};
  await runCli(${JSON.stringify(root)}, ${JSON.stringify(argv)});
`;

/** The portal in a process of its own; answers where it listens. */
async function startPortal(dataDir) {
  // Nothing of this machine's configuration may show in the documents.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('NETCRAB_CONFIG_'));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    env: { ...Object.fromEntries(own), NETCRAB_CONFIG_dataDir: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  let output = '';
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The portal did not start in time.\n${output}`)),
      startMs,
    );
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
      const baseUrl = /is ready at (\S+)/.exec(output)?.[1];
      // The line about plugins follows; one that failed would be missing from the reference.
      const plugins = /Plugins .*\n/.exec(output)?.[0];
      if (!baseUrl || !plugins) return;
      clearTimeout(timer);
      if (plugins.includes(' not: ')) reject(new Error(plugins.trim()));
      else resolve(baseUrl);
    });
    void ended.then(code => {
      clearTimeout(timer);
      reject(new Error(`The portal ended with ${code}.\n${output}`));
    });
  });
  try {
    return { baseUrl: await ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fetchDocument() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-docs-'));
  try {
    const { baseUrl, stop } = await startPortal(dataDir);
    try {
      const response = await fetch(`${baseUrl}/api/openapi.json`);
      if (!response.ok) throw new Error(`/api/openapi.json answered ${response.status}.`);
      return await response.json();
    } finally {
      await stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Keys in alphabetical order, so that the order of declarations does not show; lists as they are. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

const schemes = { session: 'signed in', 'api-key': 'API key', 'ingest-key': 'ingest key' };

/** Any of these may call. */
const accessOf = ({ security = [] }) =>
  security
    .flatMap(rule =>
      Object.entries(rule).map(([scheme, needs]) =>
        [schemes[scheme] ?? scheme, ...needs.map(need => `\`${need}\``)].join(' '),
      ),
    )
    .join(' or ') || 'public';

const cell = text => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

function overview({ info, paths }) {
  const groups = new Map();
  for (const [address, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = 'other'] = operation.tags ?? [];
      const row = [method.toUpperCase(), `\`${address}\``, accessOf(operation), operation.summary ?? ''];
      groups.set(tag, [...(groups.get(tag) ?? []), `| ${row.map(cell).join(' | ')} |`]);
    }
  }
  const byName = [...groups].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return [
    `# ${info.title}`,
    '',
    'Written by `npm run docs:api`; do not edit. Parameters, bodies and answers are in [openapi.json](openapi.json), and to read on a running portal at `/docs/api`.',
    ...byName.flatMap(([tag, rows]) => [
      '',
      `## ${tag}`,
      '',
      '| Method | Path | Access | Summary |',
      '| --- | --- | --- | --- |',
      ...rows,
    ]),
    '',
  ].join('\n');
}

await build();

const document = sorted({
  ...(await fetchDocument()),
  // The port was a free one.
  servers: [{ url: 'http://localhost:7007' }],
});
const files = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'README.md': overview(document),
};

if (process.argv.includes('--check')) {
  const current = name => {
    const file = path.join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : null;
  };
  const stale = Object.keys(files).filter(name => current(name) !== files[name]);
  if (stale.length > 0) {
    console.error(`Not what the portal serves: ${stale.map(name => `docs/api/${name}`).join(', ')}.`);
    console.error('Run `npm run docs:api` and commit the result.');
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  console.log(
    `Wrote ${Object.keys(files)
      .map(name => `docs/api/${name}`)
      .join(' and ')}.`,
  );
}
