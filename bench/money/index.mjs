import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleProgram } from '../support/bundle.mjs';

const here = import.meta.dirname;
const size = { orgs: 5_000, packs: 200, payments: 50_000 };

/** A month close as large as a platform of 5,000 sellers has, each dimension doubled, and a long statement's PDF. */
export async function run() {
  const outfile = await bundleProgram(path.join(here, 'program.ts'), 'money');
  const data = mkdtempSync(path.join(tmpdir(), 'bench-money-'));
  let count = 0;
  // A process each: its peak memory is its own.
  const measure = (...args) =>
    JSON.parse(execFileSync(process.execPath, [outfile, ...args], { encoding: 'utf8' }));
  const close = of => measure('close', JSON.stringify({ ...of, file: path.join(data, `${count++}.sqlite`) }));
  try {
    const one = close(size);
    const doubled = Object.entries(size).map(([name, value]) => {
      const two = close({ ...size, [name]: value * 2 });
      const growth = two.close / one.close;
      return {
        figure: `month close, twice the ${name}`,
        ours: `${two.close.toFixed(1)} s CPU, peak ${two.peak.toFixed(0)} MiB`,
        baseline: `${one.close.toFixed(1)} s CPU, peak ${one.peak.toFixed(0)} MiB`,
        ratio: growth.toFixed(2),
        target: '≤ 2.3',
        ok: growth <= 2.3,
      };
    });
    const pdf = measure('pdf');
    const closing = one.close / one.sql;
    const memory = one.grown;
    return [
      {
        figure: `month close: ${size.orgs} orgs, ${size.packs} packs, ${size.payments} payments, ${one.shares} shares`,
        ours: `${one.close.toFixed(1)} s CPU (${one.wall.toFixed(1)} s)`,
        baseline: `the same sums by one SQL GROUP BY, ${one.sql.toFixed(2)} s CPU`,
        ratio: closing.toFixed(1),
        target: '≤ 15, and 30 s CPU',
        ok: closing <= 15 && one.close <= 30,
      },
      {
        figure: 'month close and statements: memory on top of the data it is given',
        ours: `${memory.toFixed(0)} MiB (peak of the process ${one.peak.toFixed(0)} MiB)`,
        baseline: 'limit 256 MiB',
        ratio: (memory / 256).toFixed(2),
        target: '≤ 1',
        ok: memory <= 256,
      },
      ...doubled,
      {
        figure: `statements of ${size.orgs} sellers`,
        ours: `${one.statements.toFixed(1)} s CPU`,
        baseline: `the close, ${one.close.toFixed(1)} s`,
        ratio: (one.statements / one.close).toFixed(2),
        target: '≤ 2',
        ok: one.statements <= 2 * one.close,
      },
      {
        figure: `statement PDF of ${pdf.lines} lines, ${(pdf.bytes / 1024).toFixed(0)} KiB`,
        ours: `${pdf.ours.toFixed(0)} ms CPU`,
        baseline: `the same texts by pdfkit without layout ${pdf.bare.toFixed(0)} ms`,
        ratio: (pdf.ours / pdf.bare).toFixed(2),
        target: '≤ 2',
        ok: pdf.ours <= 2 * pdf.bare,
      },
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
