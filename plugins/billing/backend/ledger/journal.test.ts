import { testDatabases } from '@netcrab/backend/testing';
import { statementsEndpoints, type JournalRequest } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('journals by hand on %s', kind => {
  let shop: BuyingPortal;
  beforeAll(async () => {
    shop = await startBuyingPortal(kind, { at: '2026-10-20T10:00:00Z' });
  });
  afterAll(() => shop.stop());

  type Line = JournalRequest['entries'][number];
  let count = 0;
  const post = (credit: Partial<Line>, parts: Partial<JournalRequest> = {}) => {
    const line = { amount: '7.77', currency: credit.currency ?? 'usd' };
    const entries: Line[] = [
      { ...line, account: 'manual', side: 'debit' },
      { ...line, account: 'seller_payable', side: 'credit', ...credit },
    ];
    return shop.ledger.postJournal({
      body: { key: `journal-${count++}`, reason: 'Correction', entries, ...parts },
    });
  };
  const refusal = (field: string, message: string) => ({
    status: 400,
    details: [{ field, message: expect.stringContaining(message) }],
  });
  const inGlobex = { orgId: 'globex' };

  it.each<[string, Partial<Line>, string, string]>([
    ['no organisation', {}, 'entries.1.orgId', 'kept by organisation'],
    ['an unknown organisation', { orgId: 'ghost' }, 'entries.1.orgId', 'no organisation "ghost"'],
    ['a pool without pack', { account: 'seller_pool', month: '2026-10' }, 'entries.1.packId', 'name it'],
    ['a pool without month', { account: 'unallocated', packId: 'crm' }, 'entries.1.month', 'name it'],
    ['an unknown pack', { ...inGlobex, packId: 'ghost' }, 'entries.1.packId', 'no pack "ghost"'],
    ['parts of a cent', { ...inGlobex, amount: '1.234' }, 'entries.1.amount', 'at most 2 decimals'],
    ['an amount of nothing', { ...inGlobex, amount: '0' }, 'entries.1.amount', 'above zero'],
    ['what is no currency', { ...inGlobex, currency: 'xxx' }, 'entries.0.currency', 'no currency "xxx"'],
    ['what is no money', { ...inGlobex, currency: 'xdr' }, 'entries.0.currency', 'no currency "xdr"'],
  ])('refuse %s', async (_, credit, field, message) => {
    await expect(post(credit)).rejects.toMatchObject(refusal(field, message));
  });

  it('take what is known, an org or pack that only the books know too', async () => {
    await shop.db.transaction(async trx => {
      const posting = { id: 'old', idempotency_key: 'old', content_hash: '', kind: 'test', description: '' };
      await trx('ledger_postings').insert({ ...posting, reference: '{}', effective_at: 1, posted_at: 1 });
      const line = { posting_id: 'old', account: 'manual', currency: 'usd', pack_id: 'retired' };
      await trx('ledger_entries').insert([
        { ...line, line: 0, org_id: 'gone', amount: 5 },
        { ...line, line: 1, org_id: 'gone', amount: -5 },
      ]);
    });
    expect(await post({ account: 'seller_pool', packId: 'crm', month: '2026-10' })).toEqual({
      outcome: 'posted',
    });
    expect(await post({ orgId: 'gone', packId: 'retired', month: '2026-10' })).toEqual({
      outcome: 'posted',
    });
  });

  it('count in the open month only, never later than now', async () => {
    const september = Date.parse('2026-09-15');
    const october = Date.parse('2026-10-15');
    const kept = { key: 'journal-october', effectiveAt: october };
    expect(await post(inGlobex, kept)).toEqual({ outcome: 'posted' });
    await expect(post(inGlobex, { effectiveAt: shop.clock.now() + 1 })).rejects.toMatchObject(
      refusal('effectiveAt', 'in the future; leave it out'),
    );
    shop.clock.set('2026-11-05T06:00:00Z');
    expect(await shop.runJob('close-month')).toMatchObject({ status: 'succeeded' });
    for (const effectiveAt of [october, september, Date.parse('2026-11-01') - 1])
      await expect(post(inGlobex, { effectiveAt })).rejects.toMatchObject(
        refusal('effectiveAt', 'from 2026-11-01 on'),
      );
    // Asked again, it was posted before the close.
    expect(await post(inGlobex, kept)).toEqual({ outcome: 'already' });
    expect(await post(inGlobex, { effectiveAt: Date.parse('2026-11-01') })).toEqual({ outcome: 'posted' });
    shop.clock.set('2026-12-05T06:00:00Z');
    expect(await shop.runJob('close-month')).toMatchObject({ status: 'succeeded' });

    const statements = shop.portal.client(statementsEndpoints, shop.as(['seller_admin'], 'globex'));
    expect(await statements.statement({ query: { month: '2026-10-01' } })).toMatchObject({
      closingBalance: '7.77',
    });
    expect(await statements.statement({ query: { month: '2026-11-01' } })).toMatchObject({
      openingBalance: '7.77',
      closingBalance: '15.54',
    });
  });
});
