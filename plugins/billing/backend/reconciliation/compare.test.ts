import { compareMovements, type Movement } from './compare';

const day = 86_400_000;
const now = 30 * day;
const window = { from: 10 * day, to: now };
const moved = (source: string, amount: bigint, parts: Partial<Movement> = {}): Movement => {
  return { source, amount, type: 'charge', currency: 'usd', at: 20 * day, ...parts };
};
const causes = (stripe: Movement[], ledger: Movement[]) =>
  compareMovements(stripe, ledger, window, now).differences.map(({ source, cause }) => [source, cause]);

test('what both have alike is no difference, fees posted apart included', () => {
  const { totals, differences } = compareMovements(
    [moved('ch_1', 97n), moved('tr_1', -50n, { type: 'transfer' })],
    [moved('ch_1', 100n), moved('ch_1', -3n), moved('tr_1', -50n)],
    window,
    now,
  );
  expect(differences).toEqual([]);
  expect(totals.get('usd')).toEqual({ stripe: 47n, ledger: 47n });
});

test('each difference says why', () => {
  expect(
    causes(
      [
        moved('ch_lost', 100n),
        moved('ch_other', 100n),
        moved('ch_new', 100n, { at: now - 60_000 }),
        moved('po_1', -500n, { type: 'payout' }),
        moved('fee_1', -2n, { type: 'stripe_fee' }),
      ],
      [
        moved('ch_other', 90n),
        moved('old_manual', 7n),
        moved('new_manual', 7n, { type: 'journal', at: now - 60_000 }),
      ],
    ),
  ).toEqual([
    ['ch_new', 'in_progress'],
    ['new_manual', 'missing_at_stripe'],
    ['ch_lost', 'missing_in_ledger'],
    ['ch_other', 'amount_differs'],
    ['fee_1', 'other_stripe_fee'],
    ['old_manual', 'missing_at_stripe'],
    ['po_1', 'bank_payout'],
  ]);
});

test('what one side dates before the window is still the other’s', () => {
  expect(causes([moved('ch_1', 5n, { at: 10 * day - 1 })], [moved('ch_1', 5n, { at: 10 * day })])).toEqual(
    [],
  );
  expect(causes([moved('ch_1', 5n, { at: 9 * day })], [])).toEqual([]);
});
