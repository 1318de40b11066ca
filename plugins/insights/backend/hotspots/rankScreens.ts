import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import { symptoms, type Figure, type Hotspot, type Symptom } from '../../contract';
import { trend } from '../answers/trend';
import { num, type Reader, type Scope } from '../scope/scope';
import { shareFigure } from '../statistics/intervals';
import { screenDaysSql, screensSql } from './screenSql';

type Row = Record<string, WarehouseValue>;
/** A screen without its days, and with the share of every symptom. */
export interface RankedScreen extends Omit<Hotspot, 'days'> {
  readonly rates: Readonly<Record<Symptom, Figure>>;
}

const shownSymptoms = 3;

function toScreen(row: Row): RankedScreen {
  const sessions = Math.round(num(row.sessions));
  const before = Math.round(num(row.sessions_before));
  const mean = (sum: WarehouseValue | undefined, n: number): Figure => ({
    value: n === 0 ? null : num(sum) / n,
    n,
  });
  // Shares of daily aggregates come back as counts, but for the last bits.
  const share = (count: WarehouseValue | undefined) =>
    shareFigure(Math.min(sessions, Math.round(num(count))), sessions);
  const severity = mean(row.frustration, sessions);
  const users = num(row.users);
  const rates = {
    rage_click: share(row.rage_click),
    dead_click: share(row.dead_click),
    error: share(row.error),
    backtrack: share(row.backtrack),
    form_abandonment: share(row.form_abandonment),
  };
  return {
    productId: String(row.product_id),
    screenId: String(row.screen_id),
    route: String(row.route ?? ''),
    sessions,
    users: { value: users, n: sessions },
    severity: trend(severity, mean(row.frustration_before, before)),
    impact: { value: severity.value === null ? null : users * severity.value, n: sessions },
    rates,
    rageClickRate: rates.rage_click,
    deadClickRate: rates.dead_click,
    errorRate: rates.error,
    dropoffRate: share(row.exits),
    timeSpent: mean(row.spent, sessions),
    topSymptoms: symptoms
      .map(symptom => ({ symptom, rate: rates[symptom] }))
      .filter(({ rate }) => (rate.value ?? 0) > 0)
      .sort((a, b) => (b.rate.value ?? 0) - (a.rate.value ?? 0))
      .slice(0, shownSymptoms),
  };
}

/** All screens that sessions of the window came to, those with the largest users × severity first. */
export async function rankScreens(reader: Reader, scope: Scope): Promise<RankedScreen[]> {
  const { sql, condition } = screensSql(scope);
  const rows = await reader.query<Row>(sql, condition.params);
  return rows
    .map(toScreen)
    .filter(({ sessions }) => sessions > 0)
    .sort(
      (a, b) =>
        (b.impact.value ?? 0) - (a.impact.value ?? 0) ||
        b.sessions - a.sessions ||
        a.screenId.localeCompare(b.screenId),
    );
}

/** The screens with their severity per day. */
export async function withDays(
  reader: Reader,
  scope: Scope,
  screens: readonly RankedScreen[],
): Promise<Hotspot[]> {
  if (screens.length === 0) return [];
  const { sql, condition } = screenDaysSql(
    scope,
    screens.map(({ screenId }) => screenId),
  );
  const rows = await reader.query<Row>(sql, condition.params);
  const days = new Map<string, number[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.product_id, row.screen_id]);
    days.set(key, [...(days.get(key) ?? []), num(row.severity)]);
  }
  return screens.map(({ rates: _, ...screen }) => ({
    ...screen,
    days: days.get(JSON.stringify([screen.productId, screen.screenId])) ?? [],
  }));
}
