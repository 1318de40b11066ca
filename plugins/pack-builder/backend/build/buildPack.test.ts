import { asId } from '@netcrab/plugin-api/backend';
import { packsRef } from '../../contract';
import { definition, orgNames, startPackPortal, type PackPortal } from '../../testing/portal';

const opened: PackPortal[] = [];
const open = async (options: Parameters<typeof startPackPortal>[0]) => {
  const packs = await startPackPortal(options);
  opened.push(packs);
  return packs;
};
afterEach(async () => {
  for (const { portal } of opened.splice(0)) await portal.stop();
});

const september = {
  orgs: 12,
  from: '2026-09-01',
  days: 30,
  sessionsPerDay: 120,
  tasks: ['export', 'search'],
};
const report = (packs: PackPortal, packId: string) => packs.portal.service(packsRef).get(packId)?.report;

test('a month of sessions becomes rows near the truth, with margins', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill({ ...september, sessionsPerDay: 320 });
  const run = await packs.build({ asOf: '2026-10-01' });
  expect(run).toMatchObject({
    status: 'succeeded',
    result: { packs: [{ packId: 'ux_pack', status: 'published' }] },
  });
  const rows = await packs.rows('ux_pack');
  // Two tasks of two complexities each: a series by week, because days would be too small to be of use.
  expect(rows).toHaveLength(2 * 2 * 5);
  for (const row of rows) {
    expect(row.date_grain).toBe('week');
    expect(Number(row.sample_sessions)).toBeGreaterThanOrEqual(50);
    expect(Number(row.org_count)).toBeGreaterThanOrEqual(5);
    expect(Math.abs(Number(row.mean_frict_score) - 0.35)).toBeLessThan(
      1.6 * Number(row.mean_frict_score_moe95) + 0.02,
    );
    expect(Object.keys(row)).not.toContain('org_id');
  }
  // What the facts are drawn from, and how far a whole week's margin may reach.
  const truths = [
    { name: 'mean_frict_score', truth: 0.35, widest: 0.08 },
    { name: 'median_duration_s', truth: 6, widest: 3 },
    { name: 'median_clicks', truth: 4.5, widest: 1.5 },
    { name: 'p90_frict_score', truth: 0.47, widest: 0.15 },
  ];
  for (const { name, truth, widest } of truths) {
    const told = rows.filter(row => row[name] !== null);
    const inside = told.filter(row => {
      // Half a step of what is counted in whole steps, and what sampling adds.
      const slack = name === 'median_clicks' ? 0.5 : 0.03 * truth;
      return Math.abs(Number(row[name]) - truth) <= Number(row[`${name}_moe95`]) + slack;
    });
    expect({ name, within: inside.length / told.length >= 0.9 }).toEqual({ name, within: true });
    const weeks = rows.filter(row => Number(row.sample_sessions) > 450);
    const precise = weeks.filter(row => row[name] !== null && Number(row[`${name}_moe95`]) <= widest);
    expect({ name, precise: precise.length / weeks.length >= 0.75 }).toEqual({ name, precise: true });
    for (const row of rows) expect(row[name] === null).toBe(row[`${name}_moe95`] === null);
  }
  const pack = packs.portal.service(packsRef).get('ux_pack');
  expect(pack?.versions).toMatchObject([{ version: '1.0', status: 'active' }]);
  expect(pack?.latest?.files.parquet?.size).toBeGreaterThan(0);
  expect(pack?.report).toMatchObject({
    from: '2026-09-01',
    to: '2026-09-30',
    orgsBand: '10–19',
    sessions: 9600,
  });
  expect(pack?.report?.privacy.budgetSpent).toBeCloseTo(0.015);
});

test('lineage counts sessions per org and month, inside only', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill(september);
  await packs.build({ asOf: '2026-10-01' });
  const rows = await packs.portal.core.database.knex('marketplace_org_contrib').where({ month: '2026-09' });
  expect(rows).toHaveLength(12);
  expect(rows.reduce((sum, row) => sum + Number(row.sessions), 0)).toBe(3600);
  const counts = await packs.portal.service(packsRef).contributions('2026-09', asId('ux_pack'));
  expect(counts.map(count => count.orgId)).toEqual(rows.map(row => row.org_id).sort());
  expect(counts.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(3600);
  expect(await packs.portal.service(packsRef).contributions('2026-09')).toEqual(counts);
  expect(await packs.portal.service(packsRef).contributions('2026-09', asId('other'))).toEqual([]);
  await packs.fill({ ...september, from: '2026-10-01', days: 3 });
  await packs.build({ asOf: '2026-10-01' });
  const october = await packs.portal.core.database
    .knex('marketplace_org_contrib')
    .where({ month: '2026-10' });
  expect(october.reduce((sum, row) => sum + Number(row.sessions), 0)).toBe(360);
});

test('cells under the thresholds are generalized, and the report says what was withheld and why', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill({ ...september, sessionsPerDay: 40, tasks: ['export', 'search', 'login'] });
  await packs.fill({
    ...september,
    firstOrg: 0,
    orgs: 2,
    from: '2026-09-02',
    days: 20,
    sessionsPerDay: 8,
    tasks: ['rare'],
  });
  await packs.build({ asOf: '2026-10-01' });
  const rows = await packs.rows('ux_pack');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(row => row.date_grain !== 'day')).toBe(true);
  expect(rows.map(row => row.task_type)).not.toContain('rare');
  expect(report(packs, 'ux_pack')?.cells.generalized).toBeGreaterThan(0);
  expect(report(packs, 'ux_pack')?.dropReasons).toMatchObject({ too_few_orgs: expect.any(Number) });
  const [build] = await packs.portal.core.database
    .knex('pack_builds')
    .orderBy('seq', 'desc')
    .select('report');
  expect(JSON.parse(build.report).withheld).toContainEqual(
    expect.objectContaining({ taskType: 'OTHER', reason: 'too_few_orgs' }),
  );
});

test('below minSessions nothing is published', async () => {
  const packs = await open({
    definitions: [definition({ name: 'ux_pack', minSessions: 5000 })],
    orgs: orgNames(12),
  });
  await packs.fill(september);
  const run = await packs.build({ asOf: '2026-10-01' });
  expect(run.result).toMatchObject({
    packs: [{ status: 'withheld', message: expect.stringContaining('needs 5000') }],
  });
  expect(packs.portal.service(packsRef).get('ux_pack')?.latest).toBeNull();
});

test('a pack that nobody contributes to is not built', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: [] });
  expect(await packs.build({ asOf: '2026-10-01' })).toMatchObject({
    status: 'succeeded',
    message: 'No pack has contributors',
    result: { packs: [] },
  });
  expect(await packs.portal.core.database.knex('pack_builds')).toEqual([]);
});

test('building again, and in another portal with the same secret, gives the same bytes', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill(september);
  await packs.build({ asOf: '2026-10-01' });
  const first = packs.portal.service(packsRef).get('ux_pack')?.latest;
  expect((await packs.build({ asOf: '2026-10-01' })).result).toMatchObject({
    packs: [{ status: 'unchanged' }],
  });
  expect(packs.portal.service(packsRef).get('ux_pack')?.latest).toEqual(first);
  // As if the build had died just before it was committed: rows are left in the warehouse, nothing in the database.
  const { knex } = packs.portal.core.database;
  for (const table of [
    'pack_builds',
    'pack_snapshots',
    'pack_versions',
    'pack_windows',
    'pack_months',
    'pack_ledger',
    'pack_lineage',
    'pack_roster',
  ]) {
    await knex(table).delete();
  }
  await packs.portal.restart();
  await packs.build({ asOf: '2026-10-01' });
  expect(packs.portal.service(packsRef).get('ux_pack')?.latest?.files).toEqual(first?.files);
});

test('closed windows are frozen: a day later only that day is read and added', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill({ ...september, sessionsPerDay: 900, tasks: ['export'] });
  await packs.build({ asOf: '2026-10-01' });
  const before = await packs.rows('ux_pack');
  expect(before.some(row => row.date_grain === 'day')).toBe(true);
  await packs.fill({ ...september, from: '2026-10-01', days: 2, sessionsPerDay: 900, tasks: ['export'] });
  await packs.build({ asOf: '2026-10-02' });
  const after = await packs.rows('ux_pack');
  expect(after.filter(row => String(row.date) < '2026-10-01')).toEqual(before);
  expect([...new Set(after.slice(before.length).map(row => row.date))]).toEqual(['2026-10-01']);
  // Late sessions of a closed day change nothing that was released.
  await packs.fill({ ...september, from: '2026-09-10', days: 1, sessionsPerDay: 500, tasks: ['export'] });
  await packs.build({ asOf: '2026-10-02' });
  expect(await packs.rows('ux_pack')).toEqual(after);
});

test('opt-outs leave new cells at once and released ones in batches of three orgs', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill(september);
  await packs.build({ asOf: '2026-10-01' });
  const before = await packs.rows('ux_pack');
  packs.optIn(orgNames(10, 2));
  await packs.build({ asOf: '2026-10-01' });
  expect(await packs.rows('ux_pack')).toEqual(before);
  packs.optIn(orgNames(9, 3));
  const run = await packs.build({ asOf: '2026-10-01' });
  expect(run.result).toMatchObject({ packs: [{ status: 'published' }] });
  const after = await packs.rows('ux_pack');
  expect(after).not.toEqual(before);
  const total = (rows: typeof after) => rows.reduce((sum, row) => sum + Number(row.sample_sessions), 0);
  expect(total(after)).toBeLessThan(total(before) * 0.85);
  expect(report(packs, 'ux_pack')?.privacy.budgetSpent).toBeCloseTo(0.03);
  expect(await packs.portal.core.database.knex('pack_roster').where({ state: 'left' })).toHaveLength(3);
});

test('a build that would overspend is refused with the ledger', async () => {
  const packs = await open({
    definitions: [definition({ name: 'first_pack' }), definition({ name: 'second_pack' })],
    orgs: orgNames(12),
    config: { budgetPerSourceDay: 0.02 },
  });
  await packs.fill(september);
  const run = await packs.build({ asOf: '2026-10-01' });
  expect(run.status).toBe('failed');
  expect(run.error).toMatch(
    /second_pack would spend rho 0\.03 of CUSTOM on 2026-09-01.*first_pack epoch 0 plan 0\.00075/s,
  );
  expect(packs.portal.service(packsRef).get('first_pack')?.latest).not.toBeNull();
  expect(packs.portal.service(packsRef).get('second_pack')?.latest).toBeNull();
});

test('a changed definition makes a new version: minor for the method, major for the schema', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill(september);
  await packs.build({ asOf: '2026-10-01' });
  packs.define(definition({ name: 'ux_pack', minCellSessions: 60 }));
  await packs.portal.restart();
  await packs.build({ asOf: '2026-10-01' });
  const fewer = definition({ name: 'ux_pack', minCellSessions: 60 });
  packs.define({
    ...fewer,
    spec: { ...fewer.spec, fields: fewer.spec.fields?.filter(({ name }) => name !== 'median_clicks') },
  });
  await packs.portal.restart();
  await packs.build({ asOf: '2026-10-01' });
  expect(packs.portal.service(packsRef).get('ux_pack')?.versions).toMatchObject([
    { version: '2.0', status: 'active', breaking: true, changelog: 'Schema: removed median_clicks.' },
    { version: '1.1', status: 'deprecated', breaking: false },
    { version: '1.0', status: 'deprecated', breaking: false },
  ]);
  const packId = packs.portal.service(packsRef).list()[0]!.packId;
  expect(
    packs.portal.service(packsRef).snapshot(packId, { version: '1.0', window: '2026-09' }),
  ).not.toBeNull();
});

test('flows and releases carry public names only', async () => {
  const packs = await open({
    definitions: [
      definition({ name: 'flow_pack', kind: 'task_flows' }),
      definition({ name: 'release_pack', kind: 'release_deltas' }),
    ],
    orgs: orgNames(12),
  });
  await packs.fill({ ...september, versions: ['1.0.0', '2.0.0'] });
  await packs.build({ asOf: '2026-10-01' });
  const flows = await packs.rows('flow_pack');
  expect(flows.length).toBeGreaterThan(0);
  expect(flows[0]).toMatchObject({
    date_window: '2026-09',
    archetype_id: expect.stringMatching(/^direct\.(light|moderate)\.completed$/),
  });
  expect(JSON.parse(String(flows[0]?.steps))).toContain('navigate:direct');
  const releases = await packs.rows('release_pack');
  expect(releases.length).toBeGreaterThan(0);
  for (const row of releases) {
    expect(row.release_version).toBe('2.0.0');
    expect(Math.abs(Number(row.friction_delta))).toBeLessThan(1.6 * Number(row.friction_delta_moe95));
  }
});

test('a month built day by day closes with every base cell told once, at the price of one build', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  const busy = { ...september, sessionsPerDay: 900, tasks: ['export', 'search'] };
  await packs.fill(busy);
  await packs.build({ asOf: '2026-10-01' });
  // October: one task goes on by the plan of September; another is new, so it waits for the month to close.
  await packs.fill({ ...busy, from: '2026-10-01', days: 31, tasks: ['export', 'brand_new'] });
  for (const asOf of ['2026-10-06', '2026-10-20']) await packs.build({ asOf });
  const before = (await packs.rows('ux_pack')).filter(row => String(row.date) >= '2026-10-01');
  expect(before.length).toBeGreaterThan(0);
  expect(before.every(row => row.task_type === 'export')).toBe(true);
  await packs.build({ asOf: '2026-11-01' });
  const rows = (await packs.rows('ux_pack')).filter(row => String(row.date) >= '2026-10-01');
  for (const row of before) expect(rows).toContainEqual(row);
  const keys = rows.map(row => `${row.date} ${row.date_grain} ${row.task_type} ${row.flow_complexity}`);
  expect(new Set(keys).size).toBe(keys.length);
  const fresh = rows.filter(row => row.task_type === 'brand_new');
  expect(fresh.length).toBeGreaterThan(0);
  expect(fresh.every(row => row.date_grain === 'month' && row.date === '2026-10-01')).toBe(true);
  const spent = await packs.portal.core.database.knex('pack_ledger').where({ day: '2026-10-03' });
  expect(spent.reduce((sum, charge) => sum + Number(charge.rho), 0)).toBeCloseTo(0.015);
  const total = rows.reduce((sum, row) => sum + Number(row.sample_sessions), 0);
  expect(total).toBeLessThan(31 * 900 * 1.05);
});

test('a cell that breaks an org rule waits for its week', async () => {
  const packs = await open({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(12) });
  await packs.fill({ ...september, sessionsPerDay: 900, tasks: ['export'] });
  await packs.build({ asOf: '2026-10-01' });
  // Thursday 1 and Friday 2 October: two orgs, then everybody.
  await packs.fill({
    ...september,
    orgs: 2,
    from: '2026-10-01',
    days: 1,
    sessionsPerDay: 300,
    tasks: ['export'],
  });
  await packs.fill({ ...september, from: '2026-10-02', days: 1, sessionsPerDay: 900, tasks: ['export'] });
  await packs.build({ asOf: '2026-10-03' });
  const october = async () => (await packs.rows('ux_pack')).filter(row => String(row.date) >= '2026-10-01');
  expect(new Set((await october()).map(row => `${row.date} ${row.date_grain}`))).toEqual(
    new Set(['2026-10-02 day']),
  );
  await packs.fill({
    ...september,
    firstOrg: 2,
    orgs: 10,
    from: '2026-10-01',
    days: 1,
    sessionsPerDay: 900,
    tasks: ['export'],
  });
  await packs.build({ asOf: '2026-10-05' });
  expect(new Set((await october()).map(row => `${row.date} ${row.date_grain}`))).toEqual(
    new Set(['2026-10-01 week', '2026-10-02 day']),
  );
});
