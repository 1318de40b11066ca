import type { Job } from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { testDatabases } from '../../testing/databases';
import { openDatabase, type ServiceDatabase } from '../database.fixture';
import { createLogger } from '../logger';
import { createScheduler, schedulerMigrations, type Scheduler } from '.';

const logger = createLogger({ level: 'silent', format: 'json', write: () => undefined });
const dayMs = 86_400_000;

describe.each(testDatabases)('scheduler on %s', kind => {
  let opened: ServiceDatabase;
  let clock: ReturnType<typeof testClock>;
  let running: Scheduler[];
  const create = (instanceId = 'one', database = opened.database) => {
    const scheduler = createScheduler({ database, clock, ids: testIds(instanceId), logger, instanceId });
    running.push(scheduler);
    return scheduler;
  };
  /** A job that waits until it is let go. */
  const gate = (id = 'build') => {
    let open: (result: unknown) => void = () => undefined;
    let entered: () => void = () => undefined;
    const inside = new Promise<void>(resolve => (entered = resolve));
    const job: Job = {
      id,
      title: 'Build',
      run: ({ signal }) =>
        new Promise((resolve, reject) => {
          open = resolve;
          signal.addEventListener('abort', () => reject(signal.reason));
          entered();
        }),
    };
    return { job, inside, open: (result?: unknown) => open(result) };
  };
  beforeEach(async () => {
    opened = await openDatabase(kind, schedulerMigrations);
    clock = testClock('2026-11-01T12:00:00Z');
    running = [];
  });
  afterEach(async () => {
    for (const scheduler of running) await scheduler.stop();
    await opened.drop();
  });

  it('runs on demand, with input, progress, log and result', async () => {
    const scheduler = create();
    const jobs = scheduler.forPlugin('packs');
    jobs.schedule({
      id: 'build',
      title: 'Build',
      cron: '0 6 * * *',
      async run({ input, progress, log }) {
        progress(0.5, 'half way');
        log.child({ step: 1 }).info({ secret: 'x' }, 'counted\nrows');
        clock.advance(1_500);
        return { input, cents: 5n };
      },
    });
    await scheduler.start({ byTime: false });
    const runId = await scheduler.forPlugin('admin').runNow('packs.build', { input: 7 });
    expect(await jobs.settled(runId)).toMatchObject({
      jobId: 'packs.build',
      trigger: 'manual',
      status: 'succeeded',
      progress: 1,
      message: 'half way',
      result: { input: 7, cents: '5' },
      error: null,
      log: ['info counted rows'],
    });
    expect(await jobs.list()).toEqual([
      {
        id: 'packs.build',
        pluginId: 'packs',
        title: 'Build',
        cron: '0 6 * * *',
        nextRunAt: Date.parse('2026-11-02T06:00:00Z'),
        lastRun: expect.objectContaining({ id: runId }),
        recentDurations: [1_500],
      },
    ]);
    await expect(jobs.runNow('nothing')).rejects.toMatchObject({ code: 'not_found' });
    await expect(jobs.settled('nothing')).rejects.toMatchObject({ code: 'not_found' });
    expect(() => jobs.schedule({ id: 'build', title: 'Again', run: async () => null })).toThrow(
      'scheduled already',
    );
    expect(await jobs.run('nothing')).toBeNull();
  });

  it('answers the run that is already going, and shows its progress', async () => {
    const scheduler = create();
    const jobs = scheduler.forPlugin('p');
    const { job, inside, open } = gate();
    jobs.schedule({ ...job, run: context => (context.progress(2, 'busy'), job.run(context)) });
    await scheduler.start({ byTime: false });
    const runId = await jobs.runNow('build', { trigger: 'event' });
    await inside;
    expect(await jobs.runNow('build')).toBe(runId);
    expect(await jobs.runs('build')).toMatchObject([
      { id: runId, status: 'running', progress: 1, message: 'busy', trigger: 'event' },
    ]);
    open();
    expect(await jobs.settled(runId)).toMatchObject({ status: 'succeeded', result: null });
    expect(await jobs.runNow('build')).not.toBe(runId);
  });

  it('keeps the error of a failing job, and of one that takes too long', async () => {
    const scheduler = create();
    const jobs = scheduler.forPlugin('p');
    jobs.schedule({
      id: 'fails',
      title: 'Fails',
      run: async () => Promise.reject(new Error('no such table')),
    });
    jobs.schedule({ ...gate('slow').job, timeoutMs: 5 });
    await scheduler.start({ byTime: false });
    expect(await jobs.settled(await jobs.runNow('fails'))).toMatchObject({
      status: 'failed',
      error: 'no such table',
    });
    expect(await jobs.settled(await jobs.runNow('slow'))).toMatchObject({
      status: 'failed',
      error: 'timed out after 5 ms',
    });
  });

  it('cancels what runs when it stops', async () => {
    const scheduler = create();
    const jobs = scheduler.forPlugin('p');
    const { job, inside } = gate();
    jobs.schedule(job);
    await scheduler.start({ byTime: false });
    const runId = await jobs.runNow('build');
    await inside;
    await scheduler.stop();
    expect(await jobs.settled(runId)).toMatchObject({
      status: 'canceled',
      error: 'the portal is shutting down',
    });
  });

  it('ends the run of an instance that is gone, and runs the job elsewhere', async () => {
    const crashed = create('crashed');
    const { job, inside, open } = gate();
    crashed.forPlugin('p').schedule(job);
    await crashed.start({ byTime: false });
    const lost = await crashed.forPlugin('p').runNow('build');
    await inside;
    const next = create('next', await opened.connect());
    next.forPlugin('p').schedule({ ...job, run: async () => 'done' });
    if (kind === 'pg') {
      await next.start({ byTime: false });
      expect(await next.forPlugin('p').runNow('build')).toBe(lost);
      clock.advance(30_001);
    } else await next.start({ byTime: false });
    const runId = await next.forPlugin('p').runNow('build');
    expect(runId).not.toBe(lost);
    expect(await next.forPlugin('p').settled(runId)).toMatchObject({ status: 'succeeded' });
    open();
    expect(await crashed.forPlugin('p').settled(lost)).toMatchObject({
      status: 'failed',
      error: 'the instance stopped',
    });
  });

  it('runs once what was missed while down, for no more than a day back', async () => {
    const daily = (seen: string[]): Job => ({
      id: 'daily',
      title: 'Daily',
      cron: '0 6 * * *',
      run: async ({ runId }) => void seen.push(runId),
    });
    const seen: string[] = [];
    const startAnew = async (job = daily(seen)) => {
      const scheduler = create(`at ${clock.now()} ${running.length}`);
      scheduler.forPlugin('p').schedule(job);
      await scheduler.start();
      const [status] = await scheduler.forPlugin('p').list();
      if (status?.lastRun) await scheduler.forPlugin('p').settled(status.lastRun.id);
      await scheduler.stop();
    };
    await startAnew();
    expect(seen).toEqual([]);
    clock.advance(3 * dayMs);
    await startAnew();
    await startAnew();
    expect(seen).toHaveLength(1);
    clock.advance(3_600_000);
    await startAnew({ ...daily(seen), cron: '0 6 5 * *' });
    expect(seen).toHaveLength(1);
  });

  it('gives a scheduled time to one instance only', async () => {
    const seen: string[] = [];
    const job: Job = {
      id: 'daily',
      title: 'Daily',
      cron: '0 6 * * *',
      run: async ({ runId }) => void seen.push(runId),
    };
    const first = create('first');
    first.forPlugin('p').schedule(job);
    await first.start();
    await first.stop();
    clock.advance(dayMs);
    const both = [create('a'), create('b', await opened.connect())];
    for (const scheduler of both) scheduler.forPlugin('p').schedule(job);
    await Promise.all(both.map(scheduler => scheduler.start()));
    for (const scheduler of both) await scheduler.stop();
    expect(seen).toHaveLength(1);
  });

  it('goes down and up again', async () => {
    await opened.migrator.down('core', schedulerMigrations, null);
    expect(await opened.database.knex.schema.hasTable('core_job_runs')).toBe(false);
    await opened.migrator.up('core', schedulerMigrations);
    expect(await opened.database.knex('core_job_runs')).toEqual([]);
  });
});
