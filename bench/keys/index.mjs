import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleProgram } from '../support/bundle.mjs';

const here = import.meta.dirname;

/** Verification of an API key: first sight, remembered, and under a flood of wrong keys. */
export async function run() {
  const outfile = await bundleProgram(path.join(here, 'verification.ts'), 'keys');
  const { measure } = await import(pathToFileURL(outfile).href);
  const one = await measure();
  const first = one.firstUs / one.bcryptUs;
  const remembered = one.rememberedUs / one.lookupUs;
  const flooded = one.flooded / one.alone;
  return [
    {
      figure: 'API key, first sight in a process',
      ours: `${one.firstUs.toFixed(0)} µs`,
      baseline: `bcrypt of cost 10 alone ${one.bcryptUs.toFixed(0)} µs`,
      ratio: first.toFixed(2),
      target: '≤ 1.3',
      ok: first <= 1.3,
    },
    {
      figure: 'API key, remembered, with both request limits',
      ours: `${one.rememberedUs.toFixed(2)} µs`,
      baseline: `SHA-256 and a look into a Map ${one.lookupUs.toFixed(2)} µs`,
      ratio: remembered.toFixed(2),
      target: '≤ 5',
      ok: remembered <= 5,
    },
    {
      figure: `good key while ${one.wrongPerSecond} wrong ones a second arrive`,
      ours: `${one.flooded} verifications/s of a core`,
      baseline: `without wrong keys ${one.alone}`,
      ratio: flooded.toFixed(2),
      target: '≥ 0.9',
      ok: flooded >= 0.9,
    },
  ];
}
