import { TestPortal } from '@netcrab/ui/testing';
import { render, screen } from '@testing-library/react';
import type { PayoutRun } from '../../../contract';
import { PayoutRuns } from './PayoutRuns';

const run: PayoutRun = {
  id: 'run-1',
  month: '2026-10',
  state: 'finished',
  requestedBy: 'Ann Harbour',
  decidedBy: 'Bob Quay',
  reason: 'Checked',
  planHash: 'f'.repeat(64),
  createdAt: 0,
  finishedAt: 1,
  counts: { pending: 0, processing: 0, paid: 2, failed: 0, canceled: 0 },
};

it('names who asked for a run and who decided it', () => {
  const data = { runs: [run], total: 1, pageSize: 25, secondApproval: true };
  render(
    <TestPortal>
      <PayoutRuns data={data} page={1} onPage={() => undefined} />
    </TestPortal>,
  );
  expect(screen.getByText('Ann Harbour')).toBeVisible();
  expect(screen.getByText('decided by Bob Quay')).toBeVisible();
});
