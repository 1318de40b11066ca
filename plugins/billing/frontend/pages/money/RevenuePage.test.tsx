import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { Route, Routes } from 'react-router';
import RevenueMonthPage from './RevenueMonthPage';
import RevenuePage from './RevenuePage';
import { admin, moneyServer, sent, show, takes } from '../../testing/money';

const total = {
  currency: 'usd',
  gross: '998.00',
  platformFee: '299.40',
  pool: '698.60',
  unallocated: '0.00',
};
moneyServer(
  http.get(`${admin}/revenue`, () =>
    HttpResponse.json({ months: [{ month: '2025-10', state: 'open', closedAt: null, totals: [total] }] }),
  ),
  http.get(`${admin}/revenue/:month`, () =>
    HttpResponse.json({
      packs: [
        {
          ...total,
          packId: 'crm_v1',
          packTitle: 'CRM',
          totalSessions: 10,
          hash: 'a'.repeat(64),
          closedAt: 0,
        },
      ],
    }),
  ),
  http.post(`${admin}/revenue/:month/close`, takes({ runId: 'job-1' }, 202)),
);

it('closes a month that is over, after saying what that means', async () => {
  const user = show(<RevenuePage />);
  await user.click(await screen.findByRole('button', { name: 'Close month: October 2025' }));
  const dialog = await screen.findByRole('dialog', { name: 'Close October 2025?' });
  expect(dialog).toHaveTextContent('never edited');
  await user.click(within(dialog).getByRole('button', { name: 'Close month' }));
  await waitFor(() => expect(sent).toEqual([{ month: '2025-10' }]));
});

it('lists the packs of a month with the hash of their counts', async () => {
  show(
    <Routes>
      <Route path="/admin/money/months/:month" element={<RevenueMonthPage />} />
    </Routes>,
    '/admin/money/months/2026-10',
  );
  expect(await screen.findByRole('link', { name: 'CRM' })).toBeInTheDocument();
  expect(screen.getByText('aaaaaaaaaaaa')).toBeInTheDocument();
});
