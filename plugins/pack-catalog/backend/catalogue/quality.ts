import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { PackQuality } from '../../contract/types';
import { quoted, readExpression } from '../snapshots/columns';
import { daysOf } from '../snapshots/calendarWindow';
import type { SnapshotTable } from '../snapshots/openTable';
import type { ScanProcess } from '../snapshots/scanProcess';
import { nextRefresh } from '../subscribed/nextRefresh';

/** Freshness, completeness, what was withheld, and the privacy parameters: as built, or as defined before a build. */
export function qualityOf(pack: PublishedPack, completeness: number | null, now: number): PackQuality {
  const { report, latest, definition } = pack;
  const { spec } = definition;
  return {
    freshness: {
      builtAt: latest?.builtAt ?? null,
      nextRefreshAt: nextRefresh(spec.updateFrequency, now),
      from: report?.from ?? null,
      to: report?.to ?? null,
    },
    completeness,
    suppressedShare: report?.suppressedShare ?? null,
    cells: report?.cells ?? null,
    dropReasons: { ...report?.dropReasons },
    privacy: report?.privacy ?? {
      minOrgs: spec.minOrgs,
      minSessions: spec.minSessions,
      minCellSessions: spec.minCellSessions,
      cellsPerUnit: spec.privacy.cellsPerUnit,
      rho: spec.privacy.rho,
      epsilon: null,
      delta: spec.privacy.delta,
      budgetSpent: null,
      budgetLimit: null,
    },
  };
}

/**
 * The share of days, of those the released data spans, that a row speaks of: its own day, or all days of its week or
 * month where it was generalized. null for a pack by windows.
 */
export async function readCompleteness(table: SnapshotTable, scan: ScanProcess): Promise<number | null> {
  if (table.time?.type !== 'date') return null;
  const grain = table.column('date_grain') ? '"date_grain"' : "'day'";
  const rows = await scan.run(
    table.path,
    `SELECT DISTINCT ${readExpression(table.time)}, ${grain} FROM ${quoted(table.table)} WHERE ${quoted(table.time.name)} IS NOT NULL`,
  );
  const covered = new Set(rows.flatMap(([first, unit]) => daysOf(String(first), String(unit))));
  const sorted = [...covered].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? null : covered.size / (last - first + 1);
}
