import { testDatabases } from '@netcrab/backend/testing';
import { startBuyingPortal, type BuyingPortal } from '../../testing/buyingPortal';

describe.each(testDatabases)('payments on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
    await buying.buy('pro', 'crm', ['flows', 'erp']);
  });
  afterEach(() => buying.stop());
  const payment = async () => (await buying.payments.listPayments()).payments[0]!;
  let asked = 0;
  const refund = async (amount?: string, key = `refund-${(asked += 1)}`) =>
    buying.payments.refundPayment({
      params: { id: (await payment()).id },
      body: { key, reason: 'Asked for', ...(amount !== undefined && { amount }) },
    });
  /** What the books hold besides Stripe's fees. */
  const open = async () => {
    const { processing_fees: fees = 0, stripe_clearing: clearing = 0, ...rest } = await buying.books();
    return { ...rest, clearing: clearing + fees };
  };

  it('come back in any parts until nothing is left', async () => {
    expect(await payment()).toMatchObject({
      orgName: 'Acme',
      gross: { amount: '1500.00' },
      refunded: { amount: '0.00' },
    });
    expect(await refund('0.01')).toMatchObject({ refunded: { amount: '0.01' } });
    expect(await refund('333.33', 'same-key')).toMatchObject({ refunded: { amount: '333.34' } });
    expect(await refund('333.33', 'same-key')).toMatchObject({ refunded: { amount: '333.34' } });
    await expect(refund('1166.67')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('1166.66'),
    });
    await expect(refund('0.001')).rejects.toMatchObject({ status: 400 });
    expect(await refund()).toMatchObject({ refunded: { amount: '1500.00' } });
    await buying.settle();
    expect(await open()).toEqual({ clearing: 0 });
    await expect(refund()).rejects.toMatchObject({ status: 409 });
    const audit = await buying.portal.core.audit.search({ action: 'money.refund-requested' });
    expect(audit[0]).toMatchObject({ actor: { kind: 'user', id: 'ann' }, after: { reason: 'Asked for' } });
  });

  it('are held while disputed, then given back or lost', async () => {
    const { id } = await payment();
    const dispute = buying.sandbox().openDispute(id);
    await buying.settle();
    expect(await payment()).toMatchObject({ disputed: { amount: '1500.00' } });
    const [opened] = (await buying.payments.listDisputes()).disputes;
    // The sandbox gives a week for evidence.
    expect(opened?.evidenceDueBy).toBe(opened!.openedAt + 7 * 86_400_000);
    expect(await open()).toMatchObject({ dispute_hold: 150_000, clearing: 0 });
    await expect(refund()).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('disputed'),
    });
    buying.sandbox().closeDispute(dispute, 'lost');
    await buying.settle();
    expect(await open()).toEqual({ clearing: 0 });
    const { disputes } = await buying.payments.listDisputes();
    expect(disputes).toMatchObject([
      { id: dispute, paymentId: id, status: 'lost', amount: { amount: '1500.00' } },
    ]);
  });

  it('answer refunds that do not fit, or reuse a key, with the field at fault', async () => {
    const asked = ['900.00', '500.00', '400.00'].map(amount => refund(amount));
    const answers = await Promise.allSettled(asked);
    const refused = answers.flatMap(one => (one.status === 'rejected' ? [one.reason as object] : []));
    expect(refused).toHaveLength(1);
    for (const one of refused)
      expect(one).toMatchObject({
        status: 409,
        details: [{ field: 'amount', message: expect.stringMatching(/^Of this payment \d+\.00 usd can/) }],
      });
    await buying.settle();
    const { refunded } = await payment();
    expect(['900.00', '1300.00', '1400.00']).toContain(refunded.amount);
    await refund('10.00', 'same-key');
    await expect(refund('11.00', 'same-key')).rejects.toMatchObject({
      status: 409,
      details: [{ field: 'key', message: expect.stringContaining('Use a new one') }],
    });
    expect((await payment()).refunded.amount).toBe((Number(refunded.amount) + 10).toFixed(2));
  });

  it('answer a full refund that is asked for again as the first time, and only it', async () => {
    const first = await refund(undefined, 'full-refund');
    expect(first).toMatchObject({ refunded: { amount: '1500.00' } });
    expect(await refund(undefined, 'full-refund')).toEqual(first);
    await buying.settle();
    // Stripe has forgotten the key by then, not the refund.
    await buying.advance(40 * 86_400_000);
    expect(await refund(undefined, 'full-refund')).toEqual(first);
    await expect(refund('1500.00', 'full-refund')).rejects.toMatchObject({
      status: 409,
      details: [{ field: 'key', message: expect.stringContaining('Use a new one') }],
    });
    await expect(refund()).rejects.toMatchObject({ status: 409, details: [{ field: 'amount' }] });
    const audit = await buying.portal.core.audit.search({ action: 'money.refund-requested' });
    expect(audit).toHaveLength(1);
  });

  it('can be refunded beside a dispute that was lost or won', async () => {
    const { id } = await payment();
    const dispute = buying.sandbox().openDispute(id, { amount: 50_000 });
    await buying.settle();
    await expect(refund('1.00')).rejects.toMatchObject({ status: 409 });
    buying.sandbox().closeDispute(dispute, 'lost');
    await buying.settle();
    await expect(refund('1000.01')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('1000.00'),
    });
    expect(await refund('400.00')).toMatchObject({ refunded: { amount: '400.00' } });
    expect(await refund()).toMatchObject({ refunded: { amount: '1000.00' } });
    await buying.settle();
    expect(await open()).toEqual({ clearing: 0 });
    await expect(refund()).rejects.toMatchObject({ status: 409 });
  });

  it('are journaled by hand with a reason, once per key', async () => {
    const entry = (account: 'manual' | 'stripe_clearing', side: 'debit' | 'credit', amount = '12.50') => {
      return { account, side, amount, currency: 'usd' };
    };
    const post = (entries: ReturnType<typeof entry>[], key = 'journal-1') =>
      buying.ledger.postJournal({ body: { key, reason: 'Bank charge', entries } });
    const balanced = [entry('manual', 'debit'), entry('stripe_clearing', 'credit')];
    expect(await post(balanced)).toEqual({ outcome: 'posted' });
    expect(await post(balanced)).toEqual({ outcome: 'already' });
    const uneven = [entry('manual', 'debit'), entry('stripe_clearing', 'credit', '1')];
    await expect(post(uneven, 'journal-2')).rejects.toMatchObject({ status: 400 });
    await expect(
      post([entry('manual', 'debit', '2'), entry('stripe_clearing', 'credit', '2')]),
    ).rejects.toMatchObject({
      status: 400,
    });
    const { entries, sums } = await buying.ledger.ledgerEntries({ query: { account: 'manual' } });
    expect(entries).toMatchObject([
      { kind: 'journal', description: 'Bank charge', amount: { amount: '12.50' } },
    ]);
    expect(sums).toEqual([{ amount: '12.50', currency: 'usd' }]);
    const { sums: all } = await buying.ledger.trialBalance();
    expect(all.map(sum => Number(sum.amount))).toEqual([0]);
  });
});
