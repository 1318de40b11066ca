import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import LedgerPage from './LedgerPage';
import { admin, moneyServer, paged, sent, show, takes, usd } from '../../testing/money';

const asked: string[] = [];
moneyServer(
  http.get(`${admin}/ledger/trial-balance`, () =>
    HttpResponse.json({
      at: 0,
      accounts: [
        { account: 'stripe_clearing', balance: usd('499.00') },
        { account: 'deferred_revenue', balance: usd('-499.00') },
      ],
      sums: [usd('0.00')],
    }),
  ),
  http.get(`${admin}/ledger/entries`, ({ request }) => {
    asked.push(new URL(request.url).search);
    const entry = {
      postingId: 'p-1',
      kind: 'payment',
      description: 'Invoice in_1',
      effectiveAt: 0,
      postedAt: 0,
      reference: {},
      orgId: null,
      packId: null,
      month: null,
    };
    return HttpResponse.json({
      entries: [
        { ...entry, line: 0, account: 'stripe_clearing', amount: usd('499.00') },
        {
          ...entry,
          line: 1,
          account: 'deferred_revenue',
          packId: 'crm_v1',
          month: '2026-10',
          amount: usd('-499.00'),
        },
      ],
      ...paged,
      sums: [usd('0.00')],
    });
  }),
  http.post(`${admin}/ledger/journal`, takes({ outcome: 'posted' }, 201)),
);
beforeEach(() => {
  asked.length = 0;
});

it('shows that the ledger adds up, and its entries as debit and credit', async () => {
  show(<LedgerPage />, '/?account=stripe_clearing');
  expect(await screen.findByText(/Debits and credits are equal/)).toBeInTheDocument();
  const table = await screen.findByRole('table', { name: /Ledger entries/ });
  expect(within(table).getAllByText('$499.00')).toHaveLength(2);
  expect(asked).toEqual(['?account=stripe_clearing&page=1']);
});

it('posts a journal whose accounts say whose they are', async () => {
  const user = show(<LedgerPage />);
  await user.click(await screen.findByRole('button', { name: 'Post a journal' }));
  const dialog = await screen.findByRole('dialog', { name: 'Post a journal' });
  const type = (name: RegExp, text: string) => user.type(within(dialog).getByRole('textbox', { name }), text);
  await type(/Organisation id/, 'seller');
  await type(/Amount/, '12.50');
  await type(/Reason/, 'Goodwill');
  await user.click(within(dialog).getByRole('button', { name: 'Post' }));
  expect(await screen.findByText('The journal is posted.')).toBeInTheDocument();
  expect(sent).toEqual([
    {
      key: expect.any(String) as string,
      reason: 'Goodwill',
      entries: [
        { account: 'manual', side: 'debit', amount: '12.50', currency: 'usd' },
        { account: 'seller_payable', side: 'credit', amount: '12.50', currency: 'usd', orgId: 'seller' },
      ],
    },
  ]);
});
