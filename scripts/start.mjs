import { install, root } from './environment.mjs';

await install();
const { build } = await import('./build.mjs');
await build();
const { runCli } = await import('./run.mjs');
await runCli(root, ['start', ...process.argv.slice(2)]);
