import { screen, render, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TestPortal } from '@netcrab/ui/testing';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import BuildsPage from './pages/BuildsPage';
import LedgerPage from './pages/LedgerPage';

const build = {
  id: 'b1',
  packId: 'ux_pack',
  runId: 'r1',
  asOf: '2026-10-01',
  reason: 'admin',
  status: 'published',
  version: '1.0',
  startedAt: 1_790_000_000_000,
  finishedAt: 1_790_000_001_500,
  message: null,
};
const run = {
  id: 'r2',
  status: 'running',
  startedAt: 1,
  finishedAt: null,
  progress: 0.4,
  message: 'ux_pack: deciding 2026-09',
  error: null,
};
const status = {
  packs: [
    {
      packId: 'ux_pack',
      title: 'UX pack',
      kind: 'ux_benchmarks',
      vertical: 'B2B_CRM',
      updateFrequency: 'daily',
      demo: true,
      file: 'a.yaml',
      version: '1.0',
      rows: 120,
      lastBuild: build,
    },
  ],
  problems: [{ file: 'bad.yaml', line: 7, column: 3, field: 'spec.minOrgs', message: 'Never below 5' }],
  running: null,
  nextRunAt: 1_790_040_000_000,
};
const bodies: unknown[] = [];
const server = setupServer(
  http.get('*/v1/admin/packs', () => HttpResponse.json(status)),
  http.get('*/v1/admin/builds', () => HttpResponse.json({ builds: [build] })),
  http.post('*/v1/admin/builds', async ({ request }) => {
    bodies.push(await request.json());
    return HttpResponse.json({ runId: 'r2' }, { status: 202 });
  }),
  http.get('*/v1/admin/build-runs/r2', () => HttpResponse.json(run)),
  http.get('*/v1/admin/privacy-ledger', () =>
    HttpResponse.json({
      limit: 0.15,
      days: [
        {
          source: 'SUPPORT_DESK',
          day: '2026-09-01',
          spent: 0.03,
          charges: [{ packId: 'ux_pack', epoch: 1, purpose: 'release', rho: 0.015 }],
        },
      ],
    }),
  ),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test('shows packs, history and the errors of definition files', async () => {
  render(
    <TestPortal>
      <BuildsPage />
    </TestPortal>,
  );
  const packs = await screen.findByRole('table', { name: 'Packs and their last build' });
  expect(within(packs).getByRole('link', { name: 'UX pack' })).toHaveAttribute(
    'href',
    '/marketplace/packs/ux_pack',
  );
  expect(within(packs).getByText('B2B CRM')).toBeVisible();
  expect(screen.getByText('bad.yaml:7')).toBeVisible();
  expect(await screen.findByRole('table', { name: 'Builds, newest first' })).toBeVisible();
});

test('a build is started with its date, and followed', async () => {
  const user = userEvent.setup();
  render(
    <TestPortal>
      <BuildsPage />
    </TestPortal>,
  );
  await user.click(await screen.findByRole('button', { name: 'Build ux_pack' }));
  const dialog = await screen.findByRole('dialog', { name: 'Build ux_pack' });
  await user.type(within(dialog).getByLabelText('As of'), '2026-10-01');
  await user.click(within(dialog).getByRole('button', { name: 'Start build' }));
  expect(await screen.findByText(/ux_pack: deciding 2026-09.*40 %/)).toBeVisible();
  expect(bodies).toEqual([{ packId: 'ux_pack', asOf: '2026-10-01' }]);
});

test('a refused build says why, in the dialog', async () => {
  server.use(
    http.post('*/v1/admin/builds', () =>
      HttpResponse.json(
        { error: { code: 'invalid_request', message: 'asOf is after today', requestId: 'x' } },
        { status: 400 },
      ),
    ),
  );
  const user = userEvent.setup();
  render(
    <TestPortal>
      <BuildsPage />
    </TestPortal>,
  );
  await user.click(await screen.findByRole('button', { name: 'Build all packs' }));
  await user.click(await screen.findByRole('button', { name: 'Start build' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('asOf is after today');
});

test('the ledger shows what was spent, and restatements', async () => {
  render(
    <TestPortal>
      <LedgerPage />
    </TestPortal>,
  );
  expect(await screen.findByText('ux_pack (restated 1×)')).toBeVisible();
  expect(screen.getByText('Support desk')).toBeVisible();
});
