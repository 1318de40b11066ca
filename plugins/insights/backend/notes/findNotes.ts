import type { Filters, Note, Notes, Severity } from '../../contract';
import { readAdoption } from '../adoption/adoption';
import { aboutOf } from '../answers/definitions';
import type { RankedScreen } from '../hotspots/rankScreens';
import { readCells } from '../releases/releaseCells';
import { num, rowsOf, type Reader, type Scope } from '../scope/scope';
import { adoptionFindings, testableTasks } from './adoptionFindings';
import { releaseFindings, releasePairs, testsPerPair } from './releaseFindings';
import { screenFindings, testableScreens, testsPerScreen, type NoteThresholds } from './screenFindings';
import { writeNote } from './writeNote';

const order: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };
/** More would not be read. */
const mostNotes = 30;

/** What the evidence of notes may cite: every metric the kinds of findings measure. */
export const noteMetrics = [
  'rage_click',
  'dead_click',
  'error',
  'backtrack',
  'form_abandonment',
  'runSuccess',
  'runDuration',
  'runFriction',
  'taskAdoption',
] as const;

async function sessionsPerProduct(reader: Reader, scope: Scope): Promise<Map<string, number>> {
  const where = rowsOf('sessions', scope);
  const rows = await reader.query<{ product_id: string; n: bigint }>(
    `SELECT product_id, count(*) AS n FROM fact_sessions WHERE ${where.sql} GROUP BY 1`,
    where.params,
  );
  return new Map(rows.map(row => [row.product_id, num(row.n)]));
}

/**
 * Tests every screen, every task on every release against the one before, and how many take a task up against the window
 * before, and writes down what stands out.
 * @param ranked all screens of the scope
 */
export async function findNotes(
  reader: Reader,
  scope: Scope,
  ranked: Promise<readonly RankedScreen[]>,
  thresholds: NoteThresholds,
  asked: Filters,
): Promise<Notes> {
  const [screens, cells, sessions, adoptions] = await Promise.all([
    ranked,
    readCells(reader, scope, null),
    sessionsPerProduct(reader, scope),
    readAdoption(reader, scope),
  ]);
  const pairs = releasePairs(cells);
  const tests =
    testableScreens(screens, thresholds).length * testsPerScreen +
    pairs.length * testsPerPair +
    testableTasks(adoptions).length;
  const found = [
    ...screenFindings(screens, sessions, thresholds, tests, asked),
    ...releaseFindings(pairs, thresholds.falseAlarm, tests, asked),
    ...adoptionFindings(adoptions, scope.window, thresholds.falseAlarm, tests, asked),
  ].sort((a, b) => order[a.severity] - order[b.severity] || b.weight - a.weight);
  const notes = found.slice(0, mostNotes).map((finding): Note => writeNote(scope.orgId, finding));
  return { about: aboutOf(scope, noteMetrics), notes, tested: tests };
}
