import { install, run } from './environment.mjs';
import { existsSync } from 'node:fs';

await install();
const { build } = await import('./build.mjs');
// The journeys drive the portal as it is served, so what is built must be what is tested.
await build();
if (!existsSync('/usr/bin/chromium') && !process.env.CHROMIUM) {
  console.log(
    'The journeys in a browser are skipped: no Chromium at /usr/bin/chromium. Name one in CHROMIUM to run them.',
  );
}
await run('npx', ['jest', ...process.argv.slice(2)], 'Tests failed.');
