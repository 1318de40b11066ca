import type { WarehouseMigration } from '@netcrab/plugin-api/backend';

/**
 * No keys or indexes: one consumer writes these tables, replaces whole visits, and readers scan them by columns.
 * `visit_key` is a hash of org, product, session id and user: what is sessionized, and recomputed, together.
 */
export const warehouseMigrations: readonly WarehouseMigration[] = [
  {
    name: '202611211000_facts',
    up: [
      `CREATE TABLE events_raw (
        org_id VARCHAR, product_id VARCHAR, session_id VARCHAR, user_hash VARCHAR, event_id VARCHAR,
        ts TIMESTAMP, shift_ms BIGINT, received_at TIMESTAMP, event_type VARCHAR, screen_id VARCHAR, route VARCHAR,
        app_name VARCHAR, name VARCHAR, task_id VARCHAR, success BOOLEAN, element_type VARCHAR,
        element_label_hash VARCHAR, error_code VARCHAR, latency_ms DOUBLE, response_ms DOUBLE, x DOUBLE, y DOUBLE,
        device_type VARCHAR, os VARCHAR, browser VARCHAR, release_version VARCHAR, segment VARCHAR, extra VARCHAR,
        sdk_version VARCHAR, visit_key BIGINT)`,
      `CREATE TABLE fact_sessions (
        org_id VARCHAR, product_id VARCHAR, session_id VARCHAR, user_hash VARCHAR, start_ts TIMESTAMP, end_ts TIMESTAMP,
        duration_ms BIGINT, click_count INTEGER, unique_screens INTEGER, rage_clicks INTEGER, dead_clicks INTEGER,
        backtracks INTEGER, context_switches INTEGER, tasks_started INTEGER, tasks_completed INTEGER,
        tasks_abandoned INTEGER, error_events INTEGER, frustration_score DOUBLE, efficiency_score DOUBLE,
        version_tag VARCHAR, segment VARCHAR, device_type VARCHAR, revision INTEGER,
        frustration_contributions VARCHAR, event_count INTEGER, received_at TIMESTAMP, visit_key BIGINT)`,
      `CREATE TABLE fact_task_runs (
        org_id VARCHAR, product_id VARCHAR, session_id VARCHAR, task_type VARCHAR, inferred BOOLEAN, start TIMESTAMP,
        duration_ms BIGINT, clicks INTEGER, screens INTEGER, lostness DOUBLE, success BOOLEAN, abandoned BOOLEAN,
        friction DOUBLE, efficiency DOUBLE, flow_complexity INTEGER, archetype_id VARCHAR, version_tag VARCHAR,
        run_id VARCHAR, user_hash VARCHAR, "end" TIMESTAMP, steps INTEGER, distinct_steps INTEGER, strain DOUBLE,
        segment VARCHAR, device_type VARCHAR, visit_key BIGINT,
        org VARCHAR GENERATED ALWAYS AS (org_id) VIRTUAL,
        product VARCHAR GENERATED ALWAYS AS (product_id) VIRTUAL,
        session VARCHAR GENERATED ALWAYS AS (session_id) VIRTUAL)`,
      `CREATE TABLE fact_incidents (
        org_id VARCHAR, product_id VARCHAR, session_id VARCHAR, user_hash VARCHAR, ts TIMESTAMP, kind VARCHAR,
        screen_id VARCHAR, element_type VARCHAR, element_label_hash VARCHAR, task_type VARCHAR, run_id VARCHAR,
        occurrences INTEGER, error_code VARCHAR, visit_key BIGINT)`,
      `CREATE TABLE fact_changes (seq BIGINT, org_id VARCHAR, product_id VARCHAR, day DATE)`,
    ],
    down: [
      'DROP TABLE fact_changes',
      'DROP TABLE fact_incidents',
      'DROP TABLE fact_task_runs',
      'DROP TABLE fact_sessions',
      'DROP TABLE events_raw',
    ],
  },
  {
    name: '202611211001_consumer_state',
    up: [
      `CREATE TABLE telemetry_consumer (log_id VARCHAR, position BIGINT, seq BIGINT)`,
      `CREATE TABLE telemetry_processed (
        org_id VARCHAR, product_id VARCHAR, day DATE, stored BIGINT, duplicates BIGINT, expired BIGINT, late BIGINT)`,
      `CREATE TABLE telemetry_task_baselines (
        org_id VARCHAR, product_id VARCHAR, task_type VARCHAR, runs INTEGER, cutoff TIMESTAMP, duration_ms DOUBLE,
        clicks DOUBLE, distinct_steps DOUBLE, stale BOOLEAN)`,
    ],
    down: [
      'DROP TABLE telemetry_task_baselines',
      'DROP TABLE telemetry_processed',
      'DROP TABLE telemetry_consumer',
    ],
  },
  {
    name: '202611211002_screens',
    up: [
      `CREATE TABLE fact_screen_visits (
        org_id VARCHAR, product_id VARCHAR, session_id VARCHAR, user_hash VARCHAR, seq INTEGER, screen_id VARCHAR,
        route VARCHAR, entered_ts TIMESTAMP, date DATE, spent_ms BIGINT, clicks INTEGER, rage_clicks INTEGER,
        dead_clicks INTEGER, errors INTEGER, backtracks INTEGER, abandoned_forms INTEGER, exited BOOLEAN,
        task_type VARCHAR, run_id VARCHAR, run_success BOOLEAN, version_tag VARCHAR, segment VARCHAR,
        device_type VARCHAR, visit_key BIGINT, abandoned_tasks INTEGER, strain DOUBLE)`,
      `CREATE TABLE fact_screen_hotspots (
        org_id VARCHAR, product_id VARCHAR, screen_id VARCHAR, route VARCHAR, date DATE, sessions INTEGER,
        avg_frustration DOUBLE, avg_efficiency DOUBLE, rage_click_rate DOUBLE, dead_click_rate DOUBLE,
        error_rate DOUBLE, dropoff_rate DOUBLE, avg_time_spent_ms DOUBLE, users INTEGER)`,
      // Up to which change each day was aggregated. A change with this very seq is the aggregation's own.
      `CREATE TABLE telemetry_aggregated (org_id VARCHAR, product_id VARCHAR, day DATE, seq BIGINT)`,
    ],
    down: [
      'DROP TABLE telemetry_aggregated',
      'DROP TABLE fact_screen_hotspots',
      'DROP TABLE fact_screen_visits',
    ],
  },
  {
    // By itself: a table cannot be altered in the transaction that changed its rows.
    name: '202611211002_task_type_before_merges',
    up: ['ALTER TABLE fact_task_runs ADD COLUMN IF NOT EXISTS original_task_type VARCHAR'],
    down: ['ALTER TABLE fact_task_runs DROP COLUMN original_task_type'],
  },
  {
    name: '202611211003_inference',
    up: [
      `CREATE TABLE flow_archetypes (
        org_id VARCHAR, product_id VARCHAR, date_window VARCHAR, task_type VARCHAR, archetype_id VARCHAR,
        steps VARCHAR[], avg_duration_s DOUBLE, avg_frict_score DOUBLE, sample_sessions BIGINT, label VARCHAR,
        runs BIGINT, success_share DOUBLE, coverage DOUBLE)`,
      `CREATE TABLE dim_task_types (
        org_id VARCHAR, product_id VARCHAR, task_type VARCHAR, task_label VARCHAR, inferred INTEGER, runs BIGINT,
        success_share DOUBLE, first_seen TIMESTAMP, last_seen TIMESTAMP, merged_into VARCHAR)`,
      // Canonical paths by their key, the runs and the inferred spans that took them.
      'CREATE TABLE telemetry_paths (org_id VARCHAR, product_id VARCHAR, path_key BIGINT, path VARCHAR)',
      `CREATE TABLE telemetry_run_paths (
        org_id VARCHAR, product_id VARCHAR, day DATE, visit_key BIGINT, session_id VARCHAR, run_id VARCHAR,
        path_key BIGINT)`,
      `CREATE TABLE telemetry_spans (
        org_id VARCHAR, product_id VARCHAR, day DATE, visit_key BIGINT, session_id VARCHAR, user_hash VARCHAR,
        run_id VARCHAR, "start" TIMESTAMP, "end" TIMESTAMP, clicks INTEGER, screens INTEGER, steps INTEGER,
        distinct_steps INTEGER, strain DOUBLE, version_tag VARCHAR, segment VARCHAR, device_type VARCHAR,
        path_key BIGINT, task_type VARCHAR)`,
      `CREATE TABLE telemetry_task_models (
        org_id VARCHAR, product_id VARCHAR, month VARCHAR, task_type VARCHAR, task_label VARCHAR, examples VARCHAR[])`,
      // Up to which change each month was inferred.
      'CREATE TABLE telemetry_inferred (org_id VARCHAR, product_id VARCHAR, month VARCHAR, seq BIGINT)',
      // Changes that concern screens alone, which inference need not look at.
      'CREATE TABLE telemetry_screen_changes (seq BIGINT)',
      // The merges that the runs stand for now.
      `CREATE TABLE telemetry_merges_applied (
        org_id VARCHAR, product_id VARCHAR, task_type VARCHAR, merged_into VARCHAR)`,
    ],
    down: [
      'DROP TABLE telemetry_merges_applied',
      'DROP TABLE telemetry_screen_changes',
      'DROP TABLE telemetry_inferred',
      'DROP TABLE telemetry_task_models',
      'DROP TABLE telemetry_spans',
      'DROP TABLE telemetry_run_paths',
      'DROP TABLE telemetry_paths',
      'DELETE FROM fact_task_runs WHERE inferred',
      'UPDATE fact_task_runs SET task_type = original_task_type WHERE original_task_type IS NOT NULL',
      'DROP TABLE dim_task_types',
      'DROP TABLE flow_archetypes',
    ],
  },
  {
    name: '202611211004_erasures',
    up: [
      // What may not come back: by the SHA-256 of org, product and user; null for a whole product. Counts are JSON.
      `CREATE TABLE telemetry_erasures (
        request_id VARCHAR, org_id VARCHAR, product_id VARCHAR, subject VARCHAR, until TIMESTAMP, counts VARCHAR)`,
    ],
    down: ['DROP TABLE telemetry_erasures'],
  },
];
