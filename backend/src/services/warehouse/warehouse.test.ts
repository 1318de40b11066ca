import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { testClock } from '@netcrab/plugin-api/testing';
import type { WarehouseMigration, WarehouseValue } from '@netcrab/plugin-api/backend';
import fc from 'fast-check';
import { createLogger } from '../logger';
import { createWarehouse, type Warehouse } from '.';

const logger = createLogger({ level: 'silent', format: 'json', write: () => undefined });
const clock = testClock();

let dataDir: string;
let warehouse: Warehouse;
const open = () => createWarehouse({ dataDir, clock, logger, options: { threads: 1, concurrency: 2 } });
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-warehouse-'));
  warehouse = open();
});
afterEach(async () => {
  await warehouse.close();
  rmSync(dataDir, { recursive: true });
});

describe('values', () => {
  it('come back as they are promised', async () => {
    const at = Date.parse('2026-11-01T12:00:00.123Z');
    const day = Date.parse('2026-11-01');
    const [row] = await warehouse.forPlugin('t').query(
      `SELECT $1::TIMESTAMP AS at, $2::DATE AS day, 7::BIGINT AS big, 1.25::DECIMAL(9,2) AS cents, ['a', NULL] AS list,
              7::INTEGER AS n, NULL AS nothing, true AS yes, 1.5::DOUBLE AS d, 'x' AS s, sum(1) AS total, [$1::TIMESTAMP] AS times`,
      [at, day],
    );
    expect(row).toEqual({
      at,
      day,
      big: 7n,
      cents: 1.25,
      list: ['a', null],
      n: 7,
      nothing: null,
      yes: true,
      d: 1.5,
      s: 'x',
      total: 1n,
      times: [at],
    });
  });

  it('bind epoch ms where a timestamp or date is compared, and Dates anywhere', async () => {
    const { run, query } = warehouse.forPlugin('t');
    await run('CREATE TABLE t (t TIMESTAMP, day DATE, n BIGINT)');
    await run('INSERT INTO t VALUES ($1, $2, $3)', [1_000, new Date('2026-11-01'), 5]);
    expect(
      await query('SELECT n FROM t WHERE t >= $1 AND t < $2 AND day = $3 AND n = $4', [
        1_000,
        1_001,
        Date.parse('2026-11-01'),
        5n,
      ]),
    ).toEqual([{ n: 5n }]);
    expect(await query('SELECT n FROM t WHERE t > $1 LIMIT $2', [new Date(1_000), 10])).toEqual([]);
    expect(await query('SELECT n FROM t WHERE n IN (SELECT unnest($1::BIGINT[]))', [[1, 5]])).toEqual([
      { n: 5n },
    ]);
    expect(await query('SELECT $1 AS huge, $2 AS mixed, $3 AS none', [2n ** 70n, [1, 2.5], []])).toEqual([
      { huge: 2n ** 70n, mixed: [1, 2.5], none: [] },
    ]);
    await expect(query('SELECT $1, $2', [1])).rejects.toThrow('has 2 parameters, 1 were given');
  });

  it('bound as parameters come back unchanged', async () => {
    const { query } = warehouse.forPlugin('t');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.boolean(),
          fc.double({ noNaN: true }),
          fc.array(fc.string()),
        ),
        async value => {
          const [row] = await query<{ v: unknown }>('SELECT $1 AS v', [value]);
          const back = typeof row?.v === 'bigint' ? Number(row.v) : row?.v;
          expect(back).toEqual(value);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('append', () => {
  it('takes every column type, nulls, and more rows than a chunk', async () => {
    const { run, query, append } = warehouse.forPlugin('t');
    await run(
      'CREATE TABLE t (s VARCHAR, i INTEGER, b BIGINT, d DOUBLE, y BOOLEAN, t TIMESTAMP, day DATE, l VARCHAR[])',
    );
    const rows = 5_000;
    const column = <T extends WarehouseValue>(make: (row: number) => T) =>
      Array.from({ length: rows }, (_, row) => (row % 7 === 3 ? null : make(row)));
    const day = 86_400_000;
    await append('t', [
      { type: 'VARCHAR', values: column(row => `text that does not fit inline ${row}`) },
      { type: 'INTEGER', values: column(row => row) },
      { type: 'BIGINT', values: column(row => row * 1_000_000_000) },
      { type: 'DOUBLE', values: column(row => row / 4) },
      { type: 'BOOLEAN', values: column(row => row % 2 === 0) },
      { type: 'TIMESTAMP', values: column(row => row + 0.5) },
      { type: 'DATE', values: column(row => row * day) },
      { type: 'VARCHAR[]', values: column(row => Array.from({ length: row % 4 }, (_, n) => `${row}.${n}`)) },
    ]);
    const back = await query('SELECT * FROM t ORDER BY i NULLS FIRST');
    expect(back).toHaveLength(rows);
    expect(back[0]).toEqual({ s: null, i: null, b: null, d: null, y: null, t: null, day: null, l: null });
    expect(back.at(-1)).toEqual({
      s: 'text that does not fit inline 4999',
      i: 4999,
      b: 4_999_000_000_000n,
      d: 1249.75,
      y: false,
      t: 4999,
      day: 4999 * day,
      l: ['4999.0', '4999.1', '4999.2'],
    });
  });

  it('is all or nothing', async () => {
    const { run, query, append } = warehouse.forPlugin('t');
    await run('CREATE TABLE t (n INTEGER CHECK (n < 5000))');
    const values = Array.from({ length: 6_000 }, (_, n) => n);
    await expect(append('t', [{ type: 'INTEGER', values }])).rejects.toThrow();
    expect(await query('SELECT * FROM t')).toEqual([]);
    await append('t', [{ type: 'INTEGER', values: [] }]);
    await append('main.t', [{ type: 'INTEGER', values: [1] }]);
    expect(await query('SELECT * FROM t')).toEqual([{ n: 1 }]);
    await expect(
      append('t', [
        { type: 'INTEGER', values: [1] },
        { type: 'INTEGER', values: [] },
      ]),
    ).rejects.toThrow('column 1 has 0 values');
  });
});

describe('transactions and sessions', () => {
  it('keeps all of a transaction or nothing', async () => {
    const { run, query, transaction } = warehouse.forPlugin('t');
    await run('CREATE TABLE t (n INTEGER)');
    await expect(
      transaction(async connection => {
        await connection.append('t', [{ type: 'INTEGER', values: [1, 2] }]);
        expect(await connection.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 2n }]);
        expect(await query('SELECT count(*) AS n FROM t')).toEqual([{ n: 0n }]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(
      await transaction(async connection => {
        await Promise.all([
          connection.run('INSERT INTO t VALUES (3)'),
          connection.run('INSERT INTO t VALUES (4)'),
        ]);
        return 'done';
      }),
    ).toBe('done');
    expect(await query('SELECT sum(n) AS n FROM t')).toEqual([{ n: 7n }]);
  });

  it('lets appends of one table run side by side; the later of two conflicting changes fails', async () => {
    const { run, query, append, transaction } = warehouse.forPlugin('t');
    await run('CREATE TABLE t (n INTEGER)');
    await Promise.all([1, 2, 3].map(n => append('t', [{ type: 'INTEGER', values: [n] }])));
    await expect(
      transaction(async connection => {
        await connection.run('UPDATE t SET n = 10 WHERE n = 1');
        await run('UPDATE t SET n = 20 WHERE n = 1');
      }),
    ).rejects.toThrow(/conflict/i);
    expect(await query('SELECT sum(n) AS n FROM t')).toEqual([{ n: 6n }]);
  });

  const endless = 'SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 7';

  it('interrupts a session that takes too long', async () => {
    const { session, query } = warehouse.forPlugin('t');
    await expect(session({ timeoutMs: 30 }, connection => connection.query(endless))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('interrupts a session whose signal aborts, also while it waits for its turn', async () => {
    const { session } = warehouse.forPlugin('t');
    const controller = new AbortController();
    const running = [1, 2, 3].map(() =>
      session({ signal: controller.signal }, connection => connection.query(endless)),
    );
    setTimeout(() => controller.abort(new Error('not needed any more')), 20);
    for (const one of running) await expect(one).rejects.toThrow('not needed any more');
    await expect(session({ signal: controller.signal }, async () => 1)).rejects.toThrow(
      'not needed any more',
    );
    expect(await session({ timeoutMs: 1_000 }, connection => connection.query('SELECT 2 AS n'))).toEqual([
      { n: 2 },
    ]);
  });
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;
onLinux('the threads of the engine', () => {
  it('give way to the one that answers requests', async () => {
    const behind = () =>
      readdirSync('/proc/self/task').filter(thread => getPriority(Number(thread)) > getPriority()).length;
    await warehouse.close();
    const before = behind();
    warehouse = createWarehouse({ dataDir, clock, logger, options: { threads: 3 } });
    await warehouse.forPlugin('t').query('SELECT 1');
    expect(behind() - before).toBe(2);
  });
});

describe('migrations', () => {
  const first: WarehouseMigration = {
    name: '202611010000_facts',
    up: ['CREATE TABLE facts (n INTEGER)'],
    down: ['DROP TABLE facts'],
  };
  const second: WarehouseMigration = {
    name: '202611020000_index',
    up: ['ALTER TABLE facts ADD COLUMN m INTEGER'],
    down: ['ALTER TABLE facts DROP COLUMN m'],
  };

  it('are applied at the first use, of every plugin before anybody reads', async () => {
    const reader = warehouse.forPlugin('reader');
    warehouse.forPlugin('telemetry', [second, first]);
    expect(warehouse.opened).toBe(false);
    expect(await reader.query('SELECT n, m FROM facts')).toEqual([]);
    expect(warehouse.opened).toBe(true);
    await warehouse.close();
    warehouse = open();
    expect(await warehouse.forPlugin('telemetry', [first, second]).query('SELECT * FROM facts')).toEqual([]);
  });

  it('go down and up again, and are reported', async () => {
    const { migrator } = warehouse;
    expect(await migrator.up('telemetry', [first])).toEqual([first.name]);
    expect(await migrator.report('telemetry', [first, second])).toEqual([
      { name: first.name, store: 'warehouse', state: 'applied', appliedAt: clock.now() },
      { name: second.name, store: 'warehouse', state: 'pending', appliedAt: null },
    ]);
    await migrator.up('telemetry', [first, second]);
    expect(await migrator.down('telemetry', [first, second], first.name)).toEqual([second.name]);
    expect(await migrator.down('telemetry', [first, second], null)).toEqual([first.name]);
    expect(await migrator.up('telemetry', [first, second])).toEqual([first.name, second.name]);
    await expect(migrator.up('telemetry', [first])).rejects.toThrow(second.name);
    await expect(migrator.down('telemetry', [first], null)).rejects.toThrow(second.name);
    expect((await migrator.report('telemetry', [first]))[1]?.state).toBe('ahead');
  });

  it('that fail leave nothing behind and stop only their plugin', async () => {
    const broken = { ...first, up: [...first.up, 'nonsense'] };
    const bad = warehouse.forPlugin('bad', [broken]);
    await expect(bad.query('SELECT 1')).rejects.toThrow('syntax error');
    const good = warehouse.forPlugin('good');
    expect(await good.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await expect(good.query('SELECT * FROM facts')).rejects.toThrow('does not exist');
  });
});

describe('the file', () => {
  it('is opened by one process alone, closed to the network and the rest of the disk', async () => {
    const { run, query } = warehouse.forPlugin('t');
    await run(`COPY (SELECT 1 AS n) TO '${dataDir}/n.parquet'`);
    expect(await query(`SELECT * FROM '${dataDir}/n.parquet'`)).toEqual([{ n: 1 }]);
    await expect(query(`SELECT * FROM read_text('/etc/hostname')`)).rejects.toThrow(
      'disabled by configuration',
    );
    await expect(run('SET enable_external_access = true')).rejects.toThrow();
    await expect(run('INSTALL httpfs')).rejects.toThrow();
    await expect(run(`SET memory_limit = '90GB'`)).rejects.toThrow('locked');
  });

  it('keeps what was committed before kill -9', async () => {
    const script = `
      const duck = require('@duckdb/node-api');
      duck.DuckDBInstance.create(process.argv[1]).then(async instance => {
        const connection = await instance.connect();
        await connection.run('CREATE TABLE t AS SELECT range AS n FROM range(1000)');
        await connection.run('BEGIN');
        await connection.run('INSERT INTO t VALUES (-1)');
        process.stdout.write('committed');
        setInterval(() => {}, 1000);
      });`;
    const root = path.dirname(
      createRequire(path.join(process.cwd(), 'package.json')).resolve('@duckdb/node-api/package.json'),
    );
    const child = spawn(process.execPath, ['-e', script, path.join(dataDir, 'warehouse.duckdb')], {
      cwd: root,
    });
    const gone = new Promise(resolve => child.once('exit', resolve));
    try {
      await new Promise(resolve => child.stdout.once('data', resolve));
      await expect(warehouse.forPlugin('t').query('SELECT 1')).rejects.toThrow('in use by another process');
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
    expect(await warehouse.forPlugin('t').query('SELECT count(*) AS n, min(n) AS low FROM t')).toEqual([
      { n: 1000n, low: 0n },
    ]);
  });

  it('closes amid a transaction whose owner is at other work, and keeps nothing of it', async () => {
    const { run, transaction } = warehouse.forPlugin('t');
    await run('CREATE TABLE t AS SELECT 9 AS n');
    let goOn = () => undefined as void;
    const otherWork = new Promise<void>(resolve => (goOn = resolve));
    let late = Promise.resolve();
    await new Promise<void>(begun => {
      late = transaction(async connection => {
        await connection.run('UPDATE t SET n = 1');
        begun();
        await otherWork;
        await connection.run('UPDATE t SET n = 2');
      });
    });
    await warehouse.close();
    goOn();
    await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    warehouse = open();
    expect(await warehouse.forPlugin('t').query('SELECT n FROM t')).toEqual([{ n: 9 }]);
  });

  it('refuses use after close, which is idempotent and costs nothing when never opened', async () => {
    const { query } = warehouse.forPlugin('t');
    await warehouse.close();
    await warehouse.close();
    await expect(query('SELECT 1')).rejects.toThrow('shutting down');
  });

  it('interrupts what runs when it closes', async () => {
    const running = warehouse
      .forPlugin('t')
      .query('SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 7');
    const refused = expect(running).rejects.toThrow('shutting down');
    await warehouse.forPlugin('t').query('SELECT 1');
    await warehouse.close();
    await refused;
  });
});
