import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ComponentType } from 'react';
import type { AuditView, HostView, JobView, PluginView, RunView } from '../contract';
import AuditPage from './pages/AuditPage';
import HealthPage from './pages/HealthPage';
import JobPage from './pages/JobPage';
import JobsPage from './pages/JobsPage';
import PluginPage from './pages/PluginPage';
import PluginsPage from './pages/PluginsPage';
import { changedFields } from './parts/changedFields';
import { formatDuration } from './parts/duration';
import { switchLines } from './parts/switchLines';

const plugin = (id: string, overrides: Partial<PluginView> = {}): PluginView => ({
  id,
  description: `What ${id} does`,
  version: '1.0.0',
  status: 'ready',
  reason: null,
  startMs: 12,
  needs: ['core.http', 'identity', 'packs?'],
  dependents: [],
  config: {},
  migrations: [],
  endpoints: [`GET /api/${id}`],
  ...overrides,
});
const host: HostView = {
  version: '0.1.0',
  node: 'v20.20.0',
  startedAt: 1,
  ready: true,
  database: 'sqlite',
  environment: 'production',
  plugins: [
    plugin('billing', { dependents: ['api-keys'], config: { fee: 0.3, secret: '••••' } }),
    plugin('projects', { status: 'disabled', startMs: null, endpoints: [] }),
    plugin('telemetry', {
      status: 'failed',
      reason: 'The log folder cannot be written.',
      migrations: [{ name: '2026_x', store: 'warehouse', state: 'pending', appliedAt: null }],
    }),
  ],
};
const run = (overrides: Partial<RunView> = {}): RunView => ({
  id: 'run-1',
  jobId: 'chores.sweep',
  trigger: 'manual',
  status: 'succeeded',
  startedAt: 1_000,
  finishedAt: 3_500,
  progress: 1,
  message: null,
  error: null,
  result: { swept: 3 },
  log: ['sweeping'],
  ...overrides,
});
const sweep: JobView = {
  id: 'chores.sweep',
  pluginId: 'chores',
  title: 'Sweep',
  cron: '0 2 * * *',
  nextRunAt: 5_000,
  lastRun: run(),
  recentDurations: [100, 2_500],
};
const entry = (seq: number): AuditView => ({
  seq,
  at: 1,
  action: 'api-key.revoked',
  actor: { kind: 'user', id: 'u1', name: 'Ada Lund' },
  orgId: 'acme',
  target: { type: 'api-key', id: 'k1', name: 'CI' },
  before: { state: 'active', scopes: ['a'] },
  after: { state: 'revoked', scopes: ['a'] },
  hash: 'abc',
});

let asked: URL[] = [];
let started = 0;
const server = setupServer(
  http.get('*/api/admin/host', () => HttpResponse.json(host)),
  http.get('*/api/admin/jobs', () => HttpResponse.json({ jobs: [sweep] })),
  http.get('*/api/admin/jobs/chores.sweep/runs', () => HttpResponse.json({ job: sweep, runs: [run()] })),
  http.get('*/api/admin/runs/run-1', () => HttpResponse.json(run())),
  http.post('*/api/admin/jobs/chores.sweep/runs', () => {
    started += 1;
    return HttpResponse.json({ runId: 'run-1' }, { status: 202 });
  }),
  http.get('*/api/admin/audit', ({ request }) => {
    asked.push(new URL(request.url));
    const older = new URL(request.url).searchParams.has('beforeSeq');
    return HttpResponse.json({ entries: [entry(older ? 1 : 2)], hasMore: !older });
  }),
  http.post('*/api/admin/audit/verify', () =>
    HttpResponse.json({ checkedAt: 1, broken: { seq: 7, reason: 'Entry 7 is missing.' } }),
  ),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  started = 0;
});

const show = (Page: ComponentType, path: string, route?: string, permissions = ['jobs:run']) =>
  render(
    <TestPortal path={path} route={route} session={testSession({ roles: ['platform_admin'], permissions })}>
      <Page />
    </TestPortal>,
  );

describe('plugins', () => {
  it('lists them with state and reason', async () => {
    show(PluginsPage, '/admin/plugins');
    expect(await screen.findByRole('link', { name: 'billing' })).toHaveAttribute(
      'href',
      '/admin/plugins/billing',
    );
    expect(screen.getByText('The log folder cannot be written.')).toBeInTheDocument();
    expect(screen.getByText('1 of 1 not applied')).toBeInTheDocument();
  });

  it('tells how to switch one off, and what stands in the way', async () => {
    show(PluginPage, '/admin/plugins/billing', '/admin/plugins/:pluginId');
    expect(await screen.findByText(/refuses to start without it.*api-keys/)).toBeInTheDocument();
    expect(screen.getByText('packs (optional)')).toBeInTheDocument();
    expect(screen.queryByText('core.http')).not.toBeInTheDocument();
  });

  it('says why one failed', async () => {
    show(PluginPage, '/admin/plugins/telemetry', '/admin/plugins/:pluginId');
    expect(await screen.findByText(/It failed to start: The log folder/)).toBeInTheDocument();
    expect(screen.getByText('Not applied')).toBeInTheDocument();
  });

  it('says when there is none of the name', async () => {
    show(PluginPage, '/admin/plugins/nope', '/admin/plugins/:pluginId');
    expect(await screen.findByText('There is no plugin of this name')).toBeInTheDocument();
  });

  it.each([
    [plugin('a'), 'plugins:\n  a: false'],
    [plugin('a', { status: 'disabled' }), 'plugins:\n  a: true'],
  ])('writes the lines that turn it over', (one, lines) => expect(switchLines(one)).toBe(lines));
});

describe('jobs', () => {
  it('runs one after a question', async () => {
    show(JobsPage, '/admin/jobs');
    await userEvent.click(await screen.findByRole('button', { name: 'Run Sweep now' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Run now' }));
    expect(await screen.findByText('Sweep was started')).toBeInTheDocument();
    expect(started).toBe(1);
  });

  it('offers no run to who may not', async () => {
    show(JobsPage, '/admin/jobs', undefined, []);
    expect(await screen.findByText('0 2 * * *')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Run Sweep now' })).not.toBeInTheDocument();
  });

  it('follows a running job until it has ended', async () => {
    let looks = 0;
    server.use(
      http.get('*/api/admin/jobs', () => {
        looks += 1;
        const lastRun = looks < 2 ? run({ status: 'running', finishedAt: null, progress: 0.4 }) : run();
        return HttpResponse.json({ jobs: [{ ...sweep, lastRun }] });
      }),
    );
    show(JobsPage, '/admin/jobs');
    expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
    expect(screen.getByRole('button', { name: 'Run Sweep now' })).toBeDisabled();
    expect(await screen.findByText('Succeeded', {}, { timeout: 4_000 })).toBeInTheDocument();
    expect(looks).toBe(2);
  });

  it('shows log and result of a run, by a link', async () => {
    show(JobPage, '/admin/jobs/chores.sweep', '/admin/jobs/:jobId');
    await userEvent.click(await screen.findByRole('button', { name: 'Show log and result' }));
    expect(await screen.findByText(/sweeping/)).toBeInTheDocument();
    expect(screen.getByTestId('location')).toHaveTextContent('run=run-1');
  });

  it.each([
    [12, '12 ms'],
    [3_449, '3.4 s'],
    [125_000, '2 min 5 s'],
  ])('writes %d ms as %s', (ms, words) => expect(formatDuration(ms)).toBe(words));
});

describe('audit', () => {
  it('filters by the address and pages to older entries', async () => {
    show(AuditPage, '/admin/audit?action=api-key.&from=2026-11-01&to=2026-11-01');
    await userEvent.click(await screen.findByRole('button', { name: 'Older' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(Object.fromEntries(asked[1]?.searchParams ?? [])).toEqual({
      action: 'api-key.',
      from: String(Date.parse('2026-11-01')),
      to: String(Date.parse('2026-11-02')),
      beforeSeq: '2',
    });
    const csv = screen.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
    expect(csv).toMatch(/^\/api\/admin\/audit\.csv\?action=api-key\.&from=\d+&to=\d+$/);
  });

  it('shows what an entry changed', async () => {
    show(AuditPage, '/admin/audit');
    await userEvent.click(await screen.findByRole('button', { name: 'Show entry 2' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('active')).toBeInTheDocument();
    expect(within(dialog).getByText('revoked')).toBeInTheDocument();
    expect(within(dialog).queryByText('scopes')).not.toBeInTheDocument();
  });

  it('says where the chain breaks', async () => {
    show(AuditPage, '/admin/audit');
    await userEvent.click(await screen.findByRole('button', { name: 'Verify chain' }));
    expect(await screen.findByText(/breaks at entry 7. Entry 7 is missing/)).toBeInTheDocument();
  });

  it('compares field by field', () => {
    expect(changedFields({ a: 1, b: { c: 'x', d: [1] } }, { a: 1, b: { c: 'y' }, e: false })).toEqual([
      { field: 'b.c', before: 'x', after: 'y' },
      { field: 'b.d', before: '[1]', after: '' },
      { field: 'e', before: '', after: 'false' },
    ]);
    expect(changedFields(undefined, 'on')).toEqual([{ field: '', before: '', after: 'on' }]);
  });
});

it('shows health, with what needs attention', async () => {
  show(HealthPage, '/admin/health');
  expect(await screen.findByText('v20.20.0')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'telemetry' })).toBeInTheDocument();
});
