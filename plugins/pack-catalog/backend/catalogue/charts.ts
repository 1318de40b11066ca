import type { PackChart, PackDetail } from '../../contract/types';
import { quoted, readExpression, type Column } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';
import type { ScanProcess } from '../snapshots/scanProcess';

/** What a pack is about, by its first measure there is. */
const measures = [
  'mean_frict_score',
  'avg_frict_score',
  'friction_delta',
  'median_duration_s',
  'avg_duration_s',
];
const groups = ['task_type', 'release_version', 'archetype_label', 'report_type'];
const mostPoints = 30;
const bars = 10;

export interface Charts {
  readonly charts: PackChart[];
  readonly headline: PackDetail['headline'];
}

/**
 * The pack's main measure over its last 30 dates and by what it is grouped by, weighted by sessions. The margin of a
 * weighted mean of independent cells is √Σ(w·m)² / Σw.
 */
export async function readCharts(table: SnapshotTable, scan: ScanProcess): Promise<Charts> {
  const measure = measures.map(name => table.column(name)).find(column => column !== undefined);
  if (!measure) return { charts: [], headline: null };
  const label = readable(measure.name);
  const unit = measure.unit ?? '';
  const charts: PackChart[] = [];

  if (table.time?.type === 'date') {
    const { points, grains } = await overTime(table, measure, table.time, scan);
    if (points.length > 1) {
      charts.push({
        id: 'over-time',
        type: 'line',
        title: `${label}, ${windowTitle(points.length, grains)}`,
        unit,
        note: margined(table, measure),
        data: points,
      });
    }
  }
  const group = groups.map(name => table.column(name)).find(column => column !== undefined);
  const grouped = group ? await byGroup(table, measure, group, scan) : [];
  if (group && grouped.length > 0) {
    const note = `Mean over all released rows, weighted by sessions. ${margined(table, measure)}`;
    charts.push({
      id: 'by-group',
      type: 'bar',
      title: `${label} by ${readable(group.name).toLowerCase()}`,
      unit,
      note,
      data: grouped.slice(0, bars),
    });
  }
  const [high, low] = [grouped[0], grouped.at(-1)];
  const headline =
    high && low && grouped.length > 1 && high.y !== null && low.y !== null
      ? {
          unit,
          note: `${label}, weighted by sessions, over all released rows`,
          low: { label: String(low.x), value: low.y },
          high: { label: String(high.x), value: high.y },
        }
      : null;
  return { charts, headline };
}

/** What a chart's dates stand for: days, or weeks and months where a day held too little to be released. */
export function windowTitle(points: number, grains: readonly string[]): string {
  const [only = 'day', ...others] = grainOrder.filter(grain => grains.includes(grain));
  if (others.length === 0) return `last ${points} ${only}s of data`;
  return `last ${points} dates of data, by ${[only, ...others].join(', ').replace(/, (?!.*, )/, ' and ')}`;
}
const grainOrder = ['day', 'week', 'month'];

async function overTime(
  table: SnapshotTable,
  measure: Column,
  time: Column,
  scan: ScanProcess,
): Promise<{ readonly points: PackChart['data']; readonly grains: string[] }> {
  const grain = table.column('date_grain') ? `group_concat(DISTINCT "date_grain")` : `'day'`;
  const rows = await scan.run(
    table.path,
    `SELECT ${readExpression(time)}, ${means(table, measure)}, ${grain} FROM ${quoted(table.table)} WHERE ${quoted(measure.name)} IS NOT NULL GROUP BY ${quoted(time.name)} ORDER BY ${quoted(time.name)} DESC LIMIT ${mostPoints}`,
  );
  const points = rows
    .reverse()
    .map(([day, mean, margin]) => toPoint(Date.parse(`${String(day)}T00:00:00Z`), mean, margin))
    .filter(point => Number.isFinite(point.x));
  return { points, grains: rows.flatMap(row => String(row[3]).split(',')) };
}

async function byGroup(
  table: SnapshotTable,
  measure: Column,
  group: Column,
  scan: ScanProcess,
): Promise<PackChart['data']> {
  const rows = await scan.run(
    table.path,
    `SELECT ${quoted(group.name)}, ${means(table, measure)} FROM ${quoted(table.table)} WHERE ${quoted(measure.name)} IS NOT NULL AND ${quoted(group.name)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 200`,
  );
  return rows.map(([name, mean, margin]) => toPoint(String(name), mean, margin));
}

/** Mean and margin, weighted by sessions where the pack counts them. */
function means(table: SnapshotTable, measure: Column): string {
  const value = quoted(measure.name);
  const weight = table.column('sample_sessions') ? `max(1.0, coalesce("sample_sessions", 1))` : '1.0';
  const margin = marginOf(table, measure);
  const moe = margin
    ? `sqrt(sum(${weight} * ${weight} * ${quoted(margin.name)} * ${quoted(margin.name)})) / sum(${weight})`
    : 'NULL';
  return `sum(${weight} * ${value}) / sum(${weight}), ${moe}`;
}

const marginOf = (table: SnapshotTable, { name }: Column): Column | undefined =>
  table.column(`${name}_moe95`) ?? table.column(`moe95_${name}`) ?? table.column('moe95');

const margined = (table: SnapshotTable, measure: Column): string =>
  marginOf(table, measure) ? 'The band is the published 95 % margin of the privacy noise.' : '';

function toPoint(x: number | string, mean: unknown, margin: unknown): PackChart['data'][number] {
  const value = Number(mean);
  const y = round(value);
  if (margin === null || margin === undefined) return { x, y };
  const low = value - Number(margin);
  // A score or a duration is never below zero, however wide its margin; a difference may be.
  return { x, y, low: round(value >= 0 ? Math.max(0, low) : low), high: round(value + Number(margin)) };
}

const round = (value: number): number => Number(value.toPrecision(6));

const words: Readonly<Record<string, string>> = { frict: 'friction', avg: 'average', s: '(s)' };
/** `mean_frict_score` → `Mean friction score`. */
function readable(name: string): string {
  const text = name
    .split('_')
    .map(word => words[word] ?? word)
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
