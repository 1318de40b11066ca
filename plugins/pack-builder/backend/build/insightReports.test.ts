import { definition, orgNames, startPackPortal, type PackPortal } from '../../testing/portal';

let packs: PackPortal | undefined;
afterEach(async () => {
  await packs?.portal.stop();
  packs = undefined;
});

const september = {
  orgs: 12,
  from: '2026-09-01',
  days: 30,
  sessionsPerDay: 700,
  tasks: ['export', 'search'],
};

interface Report {
  readonly from: string;
  readonly tasks: ReadonlyArray<{
    task_type: string;
    user_days: number;
    friction: Figure;
    completion: Figure;
  }>;
  readonly findings: ReadonlyArray<{ finding: string; task_type: string; value: number; others: number }>;
}
interface Figure {
  readonly value: number | null;
  readonly moe95: number | null;
}

const reportOf = (row: Record<string, number | string> | undefined): Report =>
  JSON.parse(String(row?.insights)) as Report;

async function openReports() {
  const opened = (packs = await startPackPortal({
    definitions: [
      definition({ name: 'insight_pack', kind: 'insight_reports', updateFrequency: 'weekly' }),
      definition({ name: 'ux_pack' }),
    ],
    orgs: orgNames(12),
  }));
  return opened;
}

describe('insight reports', () => {
  it('tell a week in one row: figures of each task, and what stands out beyond the noise', async () => {
    const { fill, build, rows, portal } = await openReports();
    await fill(september);
    // One task goes wrong: it must be found, and nothing may be found of tasks that are alike.
    await portal.core.warehouse.run(
      "UPDATE fact_task_runs SET friction = 0.7, success = false WHERE task_type = 'search'",
    );
    expect((await build({ asOf: '2026-10-01' })).status).toBe('succeeded');
    const found = await rows('insight_pack');
    const weekly = found.filter(row => row.report_type === 'weekly');
    expect(weekly.map(row => row.report_date).sort()).toEqual([
      '2026-09-07',
      '2026-09-14',
      '2026-09-21',
      '2026-09-28',
      '2026-10-01',
    ]);
    const [first] = weekly.sort((a, b) => (String(a.report_date) < String(b.report_date) ? -1 : 1));
    expect(first).toMatchObject({ vertical: 'CUSTOM', org_count_band: expect.any(String) });
    const report = reportOf(first);
    expect(report.from).toBe('2026-09-01');
    expect(report.tasks.map(task => task.task_type)).toEqual(['export', 'search']);
    const [, search] = report.tasks;
    expect(Math.abs((search?.friction.value ?? 0) - 0.7)).toBeLessThan(2 * (search?.friction.moe95 ?? 0));
    expect(search?.completion.value).toBeLessThan(0.1);
    expect(report.findings).toMatchObject([
      { finding: 'highest_friction', task_type: 'search' },
      { finding: 'lowest_completion', task_type: 'search' },
    ]);
  });

  it('find nothing where tasks are alike', async () => {
    const { fill, build, rows, portal } = await openReports();
    await fill(september);
    await portal.core.warehouse.run('UPDATE fact_task_runs SET friction = 0.3, duration_ms = 20000');
    await build({ asOf: '2026-10-01' });
    const all = (await rows('insight_pack')).flatMap(row => reportOf(row).findings);
    // A difference of alike tasks passes the 95 % margin seldom: five weeks, three figures each.
    expect(all.length).toBeLessThan(3);
  });

  it('carry no name of a product: task types that few orgs use are merged', async () => {
    const { fill, build, rows } = await openReports();
    await fill(september);
    await fill({ ...september, orgs: 2, sessionsPerDay: 200, tasks: ['secret_project'] });
    await build({ asOf: '2026-10-01' });
    const found = await rows('insight_pack');
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain('secret_project');
  });

  it('are built by a schedule of their own, and by no daily one', async () => {
    const { fill, portal, rows } = await openReports();
    await fill({ ...september, from: '2026-10-01', days: 31 });
    const run = async (job: string) => {
      await portal.core.database.knex('pack_requests').delete();
      return portal.core.scheduler.settled(await portal.core.scheduler.runNow(`pack-builder.${job}`));
    };
    expect((await run('build')).status).toBe('succeeded');
    expect((await rows('ux_pack')).length).toBeGreaterThan(0);
    expect(await rows('insight_pack')).toEqual([]);
    expect((await run('insight-reports')).status).toBe('succeeded');
    expect((await rows('insight_pack')).length).toBeGreaterThan(0);
  });
});
