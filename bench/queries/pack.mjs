/** A pack of a million rows: 365 days × 548 task types × 5 complexities. */
export const packId = 'million_rows';
export const table = 'mp_ux_friction_daily';
export const firstDay = '2026-01-01';
export const days = 365;
export const taskTypes = Array.from({ length: 548 }, (_, index) => `task_${index}`);
const perDay = 5;

const day = index =>
  new Date(Date.parse(`${firstDay}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10);

/** The nth of the queries that answer `rows` rows; none of the first 80,000 is like another. */
export function query(n, rows) {
  const span = rows / perDay;
  const from = Math.floor(n / taskTypes.length) % (days - span);
  return { taskType: taskTypes[n % taskTypes.length], from: day(from), to: day(from + span - 1) };
}
