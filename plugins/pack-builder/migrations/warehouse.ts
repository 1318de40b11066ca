import type { WarehouseMigration } from '@netcrab/plugin-api/backend';

/** The same in all published tables: to which build, epoch and calendar window a row belongs. Never published. */
const frozen = 'build_id VARCHAR, epoch INTEGER, month VARCHAR, grain VARCHAR, window_start DATE';
const sample =
  'sample_sessions BIGINT, sample_sessions_moe95 DOUBLE, org_count BIGINT, org_count_band VARCHAR';

export const warehouseMigrations: readonly WarehouseMigration[] = [
  {
    name: '202611211000_released_rows',
    up: [
      `CREATE TABLE mp_ux_friction_daily (
        ${frozen}, pack_id VARCHAR, date DATE, date_grain VARCHAR, vertical VARCHAR, task_type VARCHAR, flow_complexity BIGINT,
        median_clicks DOUBLE, median_clicks_moe95 DOUBLE, median_duration_s DOUBLE, median_duration_s_moe95 DOUBLE,
        mean_frict_score DOUBLE, mean_frict_score_moe95 DOUBLE, p90_frict_score DOUBLE, p90_frict_score_moe95 DOUBLE,
        ${sample})`,
      `CREATE TABLE mp_task_flows (
        ${frozen}, pack_id VARCHAR, date_window VARCHAR, vertical VARCHAR, task_type VARCHAR, archetype_id VARCHAR,
        archetype_label VARCHAR, steps VARCHAR[], avg_duration_s DOUBLE, avg_duration_s_moe95 DOUBLE,
        avg_frict_score DOUBLE, avg_frict_score_moe95 DOUBLE, ${sample})`,
      `CREATE TABLE mp_release_deltas (
        ${frozen}, pack_id VARCHAR, date_window VARCHAR, vertical VARCHAR, release_version VARCHAR, task_type VARCHAR,
        friction_delta DOUBLE, friction_delta_moe95 DOUBLE, efficiency_delta DOUBLE, efficiency_delta_moe95 DOUBLE,
        ${sample})`,
      'CREATE TABLE pack_contrib_days (pack_id VARCHAR, day DATE, org_id VARCHAR, product_id VARCHAR, sessions BIGINT)',
    ],
    down: [
      'DROP TABLE pack_contrib_days',
      'DROP TABLE mp_release_deltas',
      'DROP TABLE mp_task_flows',
      'DROP TABLE mp_ux_friction_daily',
    ],
  },
  {
    name: '202611211700_insight_reports',
    up: [
      `CREATE TABLE mp_insight_reports (
        ${frozen}, pack_id VARCHAR, report_date DATE, vertical VARCHAR, report_type VARCHAR, insights VARCHAR,
        mean_frict_score DOUBLE, mean_frict_score_moe95 DOUBLE, ${sample})`,
    ],
    down: ['DROP TABLE mp_insight_reports'],
  },
];
