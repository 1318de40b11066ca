import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { Reconciliation } from '../../../contract';
import ReconciliationAttention from '../../home/ReconciliationAttention';
import ReconciliationPage from './ReconciliationPage';
import { admin, moneyServer, show } from '../../testing/money';

const agreed: Reconciliation = {
  ranAt: 0,
  unavailable: null,
  problems: 0,
  from: 0,
  to: 1,
  totals: [{ currency: 'usd', stripe: '499.00', ledger: '499.00', difference: '0.00' }],
  differences: [],
  checks: [{ check: 'Frozen counts', ok: true, detail: '3 of 3 match their hash' }],
};

let reconciled = agreed;
let kept: Reconciliation | null = null;

moneyServer(
  http.get(`${admin}/reconciliation/latest`, () => HttpResponse.json({ latest: kept })),
  http.post(`${admin}/reconciliation/check`, () => {
    kept = { ...agreed, problems: 2 };
    return HttpResponse.json({ latest: kept });
  }),
  http.get(`${admin}/reconciliation`, () => HttpResponse.json(reconciled)),
);
beforeEach(() => {
  reconciled = agreed;
  kept = null;
});

it('explains each difference between Stripe and the ledger', async () => {
  reconciled = {
    ...agreed,
    differences: [
      {
        source: 'po_1',
        type: 'payout',
        at: 0,
        currency: 'usd',
        stripe: '-100.00',
        ledger: '0.00',
        cause: 'bank_payout',
        explanation: 'Stripe paid the bank.',
      },
    ],
  };
  show(<ReconciliationPage />);
  expect(await screen.findByText('Stripe paid the bank.')).toBeInTheDocument();
  expect(screen.getByText(/3 of 3 match/)).toBeInTheDocument();
});

it('says that Stripe and the ledger agree', async () => {
  show(<ReconciliationPage />);
  expect(await screen.findByText('Stripe and the ledger agree to the cent.')).toBeInTheDocument();
});

it('shows the last check that was kept, and checks again', async () => {
  const user = show(<ReconciliationPage />);
  expect(await screen.findByText(/Nothing was checked yet/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Check now' }));
  expect(await screen.findByText('2 to look at')).toBeInTheDocument();
  expect(screen.getByText(/Last check that was kept/)).toBeInTheDocument();
});

it('shows the checks of the ledger without Stripe, and why', async () => {
  kept = reconciled = { ...agreed, totals: [], unavailable: 'The payment service does not answer.' };
  show(<ReconciliationPage />);
  expect(await screen.findByText('The payment service does not answer.')).toBeInTheDocument();
  expect(screen.getByText(/3 of 3 match/)).toBeInTheDocument();
  expect(await screen.findByText('Without Stripe')).toBeInTheDocument();
  expect(screen.queryByText('Stripe and the ledger agree to the cent.')).not.toBeInTheDocument();
});

it('mentions on the home page that the books do not add up', async () => {
  kept = { ...agreed, problems: 1 };
  show(<ReconciliationAttention />);
  expect(await screen.findByText('One thing in the books does not add up')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Look at the reconciliation' })).toBeInTheDocument();
});
