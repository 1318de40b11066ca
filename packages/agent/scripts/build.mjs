import { build as bundle } from 'esbuild';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';

const home = path.resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));

/** Bundles the agent with everything it needs into one file, `agent.mjs`. */
export default async function build(dist) {
  await bundle({
    entryPoints: [path.join(home, 'src/main.ts')],
    outfile: path.join(dist, 'agent.mjs'),
    bundle: true,
    minifySyntax: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['netcrab-source'],
    define: { __AGENT_VERSION__: JSON.stringify(version) },
    // Bundled CommonJS asks for Node's own modules by require.
    banner: {
      js: `#!/usr/bin/env node\nimport{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`,
    },
    logLevel: 'warning',
  });
  chmodSync(path.join(dist, 'agent.mjs'), 0o755);
}

if (process.argv[1] === import.meta.filename) await build(process.argv[2] ?? path.join(home, 'dist'));
