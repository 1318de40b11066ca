import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import { asId, type OrgId } from '@netcrab/plugin-api/contract';
import { testClock } from '@netcrab/plugin-api/testing';
import billingPlugin from '@netcrab/plugin-billing/backend';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import contributionsPlugin from '@netcrab/plugin-contributions/backend';
import identityPlugin from '@netcrab/plugin-identity/backend';
import { demoPersonas, identityRef } from '@netcrab/plugin-identity/contract';
import packBuilderPlugin from '@netcrab/plugin-pack-builder/backend';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import demoPlugin from './plugin';
import { releaseTruths, worstTasks } from './simulator';

jest.setTimeout(110_000);

/** All of October lies behind, and release 1 came out on its 12th. */
const now = '2026-11-02T09:00:00Z';
const sessions = 18_000;

/** The shipped packs; with a fifth of the sessions their trailing total is too small, and nothing else is changed. */
function definitionsForFewerSessions(): string {
  const shipped = path.resolve(process.cwd(), 'plugins/pack-builder/definitions');
  const folder = mkdtempSync(path.join(tmpdir(), 'netcrab-demo-'));
  for (const file of readdirSync(shipped).filter(name => /(b2b_crm|erp|support)/.test(name))) {
    const text = readFileSync(path.join(shipped, file), 'utf8');
    writeFileSync(
      path.join(folder, file),
      text.replace('minSessions: 10000', 'minSessions: 3000\n  demo: true'),
    );
  }
  return folder;
}

interface FrictionRow {
  date: string;
  date_grain: string;
  task_type: string;
  flow_complexity: number;
  mean_frict_score: number;
  mean_frict_score_moe95: number;
  sample_sessions: number;
}
interface DeltaRow {
  date_window: string;
  release_version: string;
  task_type: string;
  friction_delta: number;
  friction_delta_moe95: number;
}

describe('the demo', () => {
  let portal: TestPortal;
  let definitions: string;

  beforeAll(async () => {
    definitions = definitionsForFewerSessions();
    portal = await startTestPortal({
      plugins: [
        identityPlugin,
        telemetryPlugin,
        contributionsPlugin,
        packBuilderPlugin,
        billingPlugin,
        demoPlugin,
      ],
      clock: testClock(now),
      config: {
        telemetry: { processing: { settleMs: 0 } },
        'pack-builder': { locations: [`${definitions}/*.yaml`], debounceSeconds: 3600 },
        demo: { thread: false, sessions, days: 45 },
      },
    });
  });
  afterAll(async () => {
    await portal.stop();
    rmSync(definitions, { recursive: true, force: true });
  });

  async function rowsOf<Row>(packId: string): Promise<Row[]> {
    const snapshot = portal.service(packsRef).get(packId)?.latest;
    const sha256 = snapshot?.files.sqlite?.sha256;
    if (!sha256) throw new Error(`${packId} was not published`);
    const database = new Database(await portal.core.files.localPath(sha256), { readonly: true });
    try {
      const table = portal.service(packsRef).get(packId)!.definition.spec.table;
      return database.prepare(`SELECT * FROM ${table}`).all() as Row[];
    } finally {
      database.close();
    }
  }
  const facts = async () => {
    const [row] = await portal.core.warehouse.query(
      `SELECT (SELECT count(*) FROM events_raw)::INTEGER AS events, (SELECT count(*) FROM fact_sessions)::INTEGER AS sessions,
         (SELECT count(DISTINCT org_id) FROM fact_sessions)::INTEGER AS orgs`,
    );
    return row as { events: number; sessions: number; orgs: number };
  };

  it('fills the portal through ingest: sellers, sessions, packs of four kinds, contracts and personas', async () => {
    const { sessions: stored, orgs } = await facts();
    expect(orgs).toBe(75);
    expect(Math.abs(stored - sessions)).toBeLessThan(200);
    const published = portal
      .service(packsRef)
      .list()
      .filter(pack => pack.latest !== null);
    expect(new Set(published.map(pack => pack.definition.spec.kind)).size).toBe(4);
    expect(published).toHaveLength(portal.service(packsRef).list().length);

    const subscriptions = await portal.service(subscriptionsRef).list(asId<OrgId>('demo-buyer-meridian'));
    expect(subscriptions).toMatchObject([{ tier: 'pro', status: 'active' }]);
    const members = await portal.service(identityRef).members(asId<OrgId>('demo-crm-01'));
    expect(members).toMatchObject([{ email: 'seller@demo.example', roles: ['seller_admin'] }]);
    const announced = portal.portal.announcements.join('\n');
    for (const { email } of demoPersonas) expect(announced).toContain(email);
    expect(announced).toContain('with invoices');
  });

  it('shows in the packs which task of each vertical is worst', async () => {
    const packs = {
      B2B_CRM: 'ux_friction_b2b_crm_v1',
      SUPPORT_DESK: 'ux_friction_support_desk_v1',
      ERP: 'ux_friction_erp_v1',
    };
    for (const { vertical, taskType } of worstTasks()) {
      const byTask = new Map<string, { sum: number; weight: number }>();
      for (const row of await rowsOf<FrictionRow>(packs[vertical])) {
        // Before the release that helped.
        if (row.date >= '2026-10-12' || row.task_type === 'OTHER') continue;
        const one = byTask.get(row.task_type) ?? { sum: 0, weight: 0 };
        byTask.set(row.task_type, {
          sum: one.sum + row.mean_frict_score * row.sample_sessions,
          weight: one.weight + row.sample_sessions,
        });
      }
      const ranking = [...byTask]
        .sort(([, a], [, b]) => b.sum / b.weight - a.sum / a.weight)
        .map(([task]) => task);
      expect({ vertical, worst: ranking[0] }).toEqual({ vertical, worst: taskType });
    }
  });

  it('shows which release helped, and that it changed nothing else, within the published margins', async () => {
    // Sampling adds to the noise: what users did differs from what was to be expected of them.
    const sampling = 0.04;
    for (const [packId, vertical] of [
      ['release_deltas_b2b_crm_v1', 'B2B_CRM'],
      ['release_deltas_erp_v1', 'ERP'],
    ] as const) {
      const rows = (await rowsOf<DeltaRow>(packId)).filter(
        row => row.date_window === '2026-10' && row.release_version === '3.1.0',
      );
      expect(rows.length).toBeGreaterThanOrEqual(3);
      for (const row of rows.filter(({ task_type }) => task_type !== 'OTHER')) {
        const truth = releaseTruths().find(
          one => one.vertical === vertical && one.release === 1 && one.taskType === row.task_type,
        );
        const distance = Math.abs(row.friction_delta - truth!.frictionDelta);
        expect({ ...row, near: distance <= row.friction_delta_moe95 + sampling }).toEqual({
          ...row,
          near: true,
        });
      }
      const helped = rows.find(row => worstTasks().some(({ taskType }) => taskType === row.task_type));
      expect(helped!.friction_delta + helped!.friction_delta_moe95).toBeLessThan(0);
    }
  });

  it('publishes means whose margins hold: of what the facts say, about 95 in 100 lie within', async () => {
    const rows = (await rowsOf<FrictionRow>('ux_friction_b2b_crm_v1')).filter(
      row => row.flow_complexity > 0 && row.task_type !== 'OTHER',
    );
    let within = 0;
    for (const row of rows) {
      const [exact] = await portal.core.warehouse.query<{ friction: number }>(
        `SELECT avg(friction) AS friction FROM (
           SELECT user_hash, start::DATE AS day, avg(friction) AS friction FROM fact_task_runs
           WHERE product_id = 'crm' AND task_type = $1 AND flow_complexity = $2 AND start >= $3::DATE
             AND start < CASE $4 WHEN 'day' THEN $3::DATE + 1 WHEN 'month' THEN $3::DATE + INTERVAL 1 MONTH
               ELSE least(date_trunc('week', $3::DATE) + INTERVAL 7 DAY, date_trunc('month', $3::DATE) + INTERVAL 1 MONTH) END
           GROUP BY ALL)`,
        [row.task_type, row.flow_complexity, row.date, row.date_grain],
      );
      // Published means are clamped to the scale and rounded.
      if (Math.abs(row.mean_frict_score - exact!.friction) <= row.mean_frict_score_moe95 + 0.001) within++;
    }
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(within / rows.length).toBeGreaterThanOrEqual(0.8);
  });

  it('adds nothing at the next start', async () => {
    const before = await facts();
    const builds = await portal.core.database.knex('pack_builds').count({ n: '*' });
    await portal.restart();
    expect(await facts()).toEqual(before);
    expect(await portal.core.database.knex('pack_builds').count({ n: '*' })).toEqual(builds);
    expect(portal.portal.announcements.join('\n')).toContain('admin@demo.example');
  });
});
