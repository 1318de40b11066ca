import Database, { type Statement } from 'better-sqlite3';
import type { Knex } from 'knex';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDatabase } from './connect';
import { keepStatements } from './keepStatements';

const prepare = jest.spyOn(Database.prototype, 'prepare');
/** How often a text that begins so was prepared since the test began. */
const prepared = (text: string) => prepare.mock.calls.filter(([sql]) => sql.startsWith(text)).length;

describe('the connection of SQLite', () => {
  let dataDir: string;
  let knex: Knex;
  beforeEach(async () => {
    prepare.mockClear();
    dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-statements-'));
    knex = await connectDatabase({ client: 'sqlite' }, dataDir);
    await knex.schema.createTable('notes', table => {
      table.string('id', 10).primary();
      table.bigInteger('stars').notNullable();
    });
    await knex('notes').insert({ id: 'a', stars: 1 });
  });
  afterEach(async () => {
    await knex.destroy();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('prepares once what is asked over and over, with other values each time', async () => {
    for (const id of ['b', 'c', 'd']) {
      await knex('notes').insert({ id, stars: 2 });
      await knex('notes').where({ id }).update({ stars: 3 });
      expect(await knex('notes').where({ id }).first()).toEqual({ id, stars: 3 });
      expect(await knex('notes').where({ id }).delete()).toBe(1);
      expect(await knex('notes').where({ id }).first()).toBeUndefined();
    }
    expect(['insert', 'update', 'select * from', 'delete'].map(prepared)).toEqual([1, 1, 1, 1]);
  });

  it('does not plan again for a limit, which is part of the text', async () => {
    const seen: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => void seen.push(sql));
    await knex('notes').where({ id: 'a' }).first();
    await knex.transaction(trx => trx('notes').orderBy('id').limit(2).offset(1));
    expect(seen.filter(sql => sql.startsWith('select'))).toEqual([
      'select * from `notes` where `id` = ? limit 1',
      'select * from `notes` order by `id` asc limit 2 offset ?',
    ]);
  });

  it('sees columns that came and went, and tables that were made anew', async () => {
    const all = () => knex('notes').select();
    expect(await all()).toEqual([{ id: 'a', stars: 1 }]);
    await knex.schema.alterTable('notes', table => table.string('text', 10).defaultTo('new'));
    expect(await all()).toEqual([{ id: 'a', stars: 1, text: 'new' }]);
    await knex.schema.alterTable('notes', table => table.dropColumn('stars'));
    expect(await all()).toEqual([{ id: 'a', text: 'new' }]);
    await knex.schema.dropTable('notes');
    await expect(all()).rejects.toMatchObject({ message: expect.stringContaining('no such table: notes') });
    await knex.schema.createTable('notes', table => table.string('other', 10).primary());
    expect(await all()).toEqual([]);
    expect(prepared('select * from `notes`')).toBe(1);
  });

  it('sees what another connection changed, the schema too', async () => {
    const all = () => knex('notes').select();
    await all();
    const other = new Database(path.join(dataDir, 'portal.sqlite'));
    other.exec(`alter table notes add column text; update notes set stars = 7, text = 'theirs'`);
    other.close();
    expect(await all()).toEqual([{ id: 'a', stars: 7, text: 'theirs' }]);
  });

  it('runs the same statement in a transaction, after one that was undone, and after one that failed', async () => {
    const add = (db: Knex) => db('notes').insert({ id: 'b', stars: 2 });
    const undone = knex.transaction(async trx => {
      await add(trx);
      await expect(trx.transaction(inner => add(inner))).rejects.toMatchObject({
        code: 'SQLITE_CONSTRAINT_PRIMARYKEY',
      });
      expect(await trx('notes').pluck('id')).toEqual(['a', 'b']);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await knex('notes').pluck('id')).toEqual(['a']);
    await add(knex);
    expect(await knex('notes').pluck('id')).toEqual(['a', 'b']);
    expect(prepared('insert')).toBe(1);
    for (let n = 0; n < 3; n++) await knex.transaction(trx => trx('notes').update({ stars: n }));
    expect([prepared('BEGIN'), prepared('COMMIT'), prepared('ROLLBACK;')]).toEqual([1, 1, 0]);
  });

  it('answers with bigints only who asks for them', async () => {
    const stars = (options: object) => knex('notes').options(options).first('stars');
    expect(await stars({})).toEqual({ stars: 1 });
    expect(await stars({ safeIntegers: true })).toEqual({ stars: 1n });
    expect(await stars({})).toEqual({ stars: 1 });
  });

  it('does not keep a PRAGMA: some take effect as they are prepared', async () => {
    const enforced = async () => (await knex.raw('PRAGMA foreign_keys'))[0];
    for (const foreign_keys of [0, 1, 0, 1]) {
      await knex.raw(`PRAGMA foreign_keys = ${foreign_keys}`);
      expect(await enforced()).toEqual({ foreign_keys });
    }
    expect(prepared('PRAGMA foreign_keys')).toBe(8);
  });
});

describe('a bounded number of statements', () => {
  const asked: string[] = [];
  const connection = () => {
    asked.length = 0;
    const database = new Database(':memory:');
    const preparing = {
      prepare(sql: string): Statement {
        asked.push(sql);
        return database.prepare(sql);
      },
    };
    keepStatements(preparing, 2);
    return preparing;
  };

  it('is kept, those used last', () => {
    const { prepare: kept } = connection();
    for (const sql of ['select 1', 'select 2', 'select 1', 'select 3', 'select 1', 'select 2']) kept(sql);
    expect(asked).toEqual(['select 1', 'select 2', 'select 3', 'select 2']);
  });

  it('has no room for long ones', () => {
    const { prepare: kept } = connection();
    const long = `select ${Array.from({ length: 2_000 }, () => '1').join(', ')}`;
    for (const sql of [long, long, 'select 1', 'select 1']) kept(sql);
    expect(asked).toEqual([long, long, 'select 1']);
  });
});
