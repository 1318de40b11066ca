import { testClock } from '@netcrab/plugin-api/testing';
import { testDatabases } from '../../testing/databases';
import { openDatabase, type ServiceDatabase } from '../database.fixture';
import { createAudit, auditMigrations } from '.';

const entry = (action: string, id = 'key-1') =>
  ({
    action,
    actor: { kind: 'user', id: 'u-1', name: 'Ada' },
    orgId: 'org-1',
    target: { type: 'api-key', id },
  }) as const;

describe.each(testDatabases)('audit on %s', kind => {
  let opened: ServiceDatabase;
  const clock = testClock();
  beforeEach(async () => void (opened = await openDatabase(kind, auditMigrations)));
  afterEach(() => opened.drop());

  it('keeps who, what, before and after', async () => {
    const audit = createAudit({ database: opened.database, clock });
    await audit.record({
      ...entry('api-key.revoked'),
      before: { b: 1n, a: [1] },
      after: null,
      ip: '10.0.0.1',
      requestId: 'r-1',
    });
    expect(await audit.search({})).toEqual([
      {
        ...entry('api-key.revoked'),
        seq: 1,
        at: clock.now(),
        before: { a: [1], b: '1' },
        after: null,
        ip: '10.0.0.1',
        requestId: 'r-1',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(await audit.verify()).toBeNull();
  });

  it('is part of the transaction it is recorded in', async () => {
    const audit = createAudit({ database: opened.database, clock });
    await audit.record(entry('a.one'));
    await expect(
      opened.database.transaction(async trx => {
        await audit.record(entry('a.two'), trx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await audit.record(entry('a.three'));
    expect((await audit.search({})).map(({ seq, action }) => [seq, action])).toEqual([
      [2, 'a.three'],
      [1, 'a.one'],
    ]);
    expect(await audit.verify()).toBeNull();
  });

  it('chains entries of concurrent transactions without gap or fork', async () => {
    const audit = createAudit({ database: opened.database, clock });
    await Promise.all(Array.from({ length: 40 }, (_, n) => audit.record(entry(`a.${n}`))));
    expect((await audit.search({})).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 40 }, (_, n) => 40 - n),
    );
    expect(await audit.verify()).toBeNull();
  });

  it('finds by actor, action, target, org and time, page by page', async () => {
    const audit = createAudit({ database: opened.database, clock });
    const from = clock.now();
    for (const action of ['api-key.created', 'api-key.revoked', 'api-keys.other', 'pack.published']) {
      await audit.record(entry(action, action === 'pack.published' ? 'p:1' : 'key-1'));
      clock.advance(1);
    }
    const seqs = async (filter: Parameters<typeof audit.search>[0]) =>
      (await audit.search(filter)).map(({ seq }) => seq);
    expect(await seqs({ action: 'api-key.revoked' })).toEqual([2]);
    expect(await seqs({ action: 'api-key.' })).toEqual([2, 1]);
    expect(await seqs({ actor: 'u-1', limit: 2 })).toEqual([4, 3]);
    expect(await seqs({ actor: 'u-2' })).toEqual([]);
    expect(await seqs({ target: 'p:1' })).toEqual([4]);
    expect(await seqs({ target: 'api-key:p:1' })).toEqual([4]);
    expect(await seqs({ target: 'pack:p:1' })).toEqual([]);
    expect(await seqs({ orgId: 'org-1', beforeSeq: 3 })).toEqual([2, 1]);
    expect(await seqs({ from: from + 1, to: from + 3 })).toEqual([3, 2]);
  });

  it('refuses changes, and tells where somebody changed it anyway', async () => {
    const { database } = opened;
    const audit = createAudit({ database, clock });
    for (const n of [1, 2, 3]) await audit.record(entry(`a.${n}`));
    await expect(database.knex('core_audit_log').update({ action: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('append-only'),
    });
    await expect(database.knex('core_audit_log').delete()).rejects.toMatchObject({
      message: expect.stringContaining('append-only'),
    });
    const triggers = kind === 'pg' ? ['append_only'] : ['no_update', 'no_delete'];
    for (const name of triggers)
      await database.knex.raw(
        `drop trigger core_audit_log_${name}${kind === 'pg' ? ' on core_audit_log' : ''}`,
      );
    await database.knex('core_audit_log').where({ seq: 3 }).delete();
    expect(await audit.verify()).toMatchObject({
      seq: 3,
      reason: expect.stringContaining('ends at entry 2'),
    });
    await database.knex('core_audit_log').where({ seq: 2 }).update({ actor_id: 'someone else' });
    expect(await audit.verify()).toMatchObject({ seq: 2 });
    await database.knex('core_audit_log').where({ seq: 1 }).delete();
    expect(await audit.verify()).toMatchObject({ seq: 1, reason: 'Entry 1 is missing.' });
    await database.knex('core_audit_head').delete();
    await expect(audit.record(entry('a.4'))).rejects.toThrow('lost its head');
  });

  it('goes down and up again', async () => {
    await createAudit({ database: opened.database, clock }).record(entry('a.one'));
    await opened.migrator.down('core', auditMigrations, null);
    expect(await opened.database.knex.schema.hasTable('core_audit_log')).toBe(false);
    await opened.migrator.up('core', auditMigrations);
    expect(await createAudit({ database: opened.database, clock }).verify()).toBeNull();
  });
});
