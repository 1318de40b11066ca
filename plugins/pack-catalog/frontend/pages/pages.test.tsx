import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { MyPacks, PackDetail, PackPage } from '../../contract/types';
import QuotaAttention from '../home/QuotaAttention';
import CataloguePage from './CataloguePage';
import MyPacksPage from './MyPacksPage';
import PackDetailPage from './PackPage';

const item: PackPage['items'][number] = {
  id: 'ux_crm', title: 'CRM friction', shortDesc: 'Where CRM hurts.', kind: 'ux_benchmarks', vertical: 'B2B_CRM', category: 'Benchmarks',
  categories: ['Benchmarks'], tags: [], updateFrequency: 'daily', basePriceUsd: '499.00', priceBand: '250_to_500', samplePreview: [],
  orgCount: '20–49', rating: null, rows: 1200, version: '1.1', updatedAt: 1_793_491_200_000, demo: false,
}; // prettier-ignore
const detail: PackDetail = {
  ...item,
  longDesc: 'All about **CRM**.',
  headline: { unit: 'points', note: 'Mean friction', low: { label: 'log_call', value: 20 }, high: { label: 'merge_contact', value: 44 } },
  schema: { fields: [{ name: 'task_type', type: 'string', description: 'Registered task type.', filterable: true, nullShare: 0, distinct: 2, distribution: [{ label: 'log_call', count: 7 }] }] },
  sampleData: Array.from({ length: 30 }, (_, index) => ({ task_type: index === 25 ? 'needle' : `task_${index}` })),
  charts: [{ id: 'line', type: 'line', title: 'Friction', unit: 'points', note: 'Margin shown.', data: [{ x: 1, y: 2, low: 1, high: 3 }, { x: 2, y: 3, low: 2, high: 4 }] }],
  pricing: { standard: '499.00', pro: '1500.00', enterprise: 'contact' },
  tiers: [{ tier: 'standard', title: 'Standard', priceUsd: '499.00', rowsPerMonth: 100_000, requestsPerMinute: 60, packs: 1 }],
  eligibility: { minOrgs: 20, minSessions: 10_000, orgCountCurrent: '20–49', sessionCountCurrent: 48_000 },
  quality: {
    freshness: { builtAt: 1_793_491_200_000, nextRefreshAt: 1_793_577_600_000, from: '2026-09-01', to: '2026-10-30' },
    completeness: 0.97, suppressedShare: 0.04, cells: { candidate: 12, published: 10, generalized: 1, dropped: 1 }, dropReasons: { too_few_orgs: 1 },
    privacy: { minOrgs: 20, minSessions: 10_000, minCellSessions: 100, cellsPerUnit: 8, rho: 0.015, epsilon: 1, delta: 1e-7, budgetSpent: 0.01, budgetLimit: 0.06 },
  },
  license: { name: 'Data License', do: ['Use it inside.'], dont: ['Resell it.'], text: 'Full text.' },
  useCases: ['Compare yourself.'],
  versions: [{ version: '1.1', status: 'active', createdAt: 1_793_491_200_000, changelog: 'New margin.', breaking: true, schemaDiff: [{ field: 'moe', change: 'added', before: null, after: 'number' }] }],
}; // prettier-ignore
const mine: MyPacks = {
  packs: [
    {
      packId: 'ux_crm', title: 'CRM friction', vertical: 'B2B_CRM', tier: 'standard', tierTitle: 'Standard', status: 'active', endsAt: null,
      usage: { used: 85_000, reserved: 0, limit: 100_000, resetsAt: 1_796_083_200_000, daily: [{ date: '2026-11-01', rows: 10, requests: 1 }] },
      nextRefreshAt: 1_793_577_600_000, builtAt: 1_793_491_200_000, latestVersion: '1.1', pin: { version: '1.0', autoUpgrade: false }, updateAvailable: true,
      versions: [{ version: '1.1', status: 'active', breaking: true }, { version: '1.0', status: 'active', breaking: false }],
      snapshots: [{ version: '1.1', buildId: 'b', window: 'latest', builtAt: 1_793_491_200_000, rows: 1200, charged: true, files: [{ format: 'csv', size: 2048, sha256: 'a'.repeat(64), url: '/v1/packs/ux_crm/download?format=csv' }] }],
    },
  ],
  total: { used: 85_000, limit: 100_000, resetsAt: 1_796_083_200_000 },
}; // prettier-ignore

const asked: string[] = [];
const server = setupServer(
  http.get('*/v1/packs', ({ request }) => {
    const { searchParams } = new URL(request.url);
    asked.push(searchParams.toString());
    const items = searchParams.get('q') === 'zebra' ? [] : [item];
    const facets: PackPage['facets'] = {
      vertical: [{ value: 'B2B_CRM', count: 1 }],
      category: [],
      updateFrequency: [],
      priceBand: [],
    };
    return HttpResponse.json({
      items,
      total: items.length,
      page: 1,
      pageSize: 24,
      facets,
    } satisfies PackPage);
  }),
  http.get('*/v1/packs/ux_crm', () => HttpResponse.json(detail)),
  http.get('*/v1/marketplace/my-packs', () => HttpResponse.json(mine)),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  asked.length = 0;
});
afterAll(() => server.close());

const buyer = testSession({ permissions: ['packs:query', 'packs:pin'] });
const showPack = (tab = '', session = buyer as typeof buyer | null) =>
  render(
    <TestPortal
      path={`/marketplace/packs/ux_crm${tab}`}
      route="/marketplace/packs/:packId/*"
      session={session}
    >
      <PackDetailPage />
    </TestPortal>,
  );

describe('the catalogue page', () => {
  it('keeps filters in the address, and removes them by their chip', async () => {
    const user = userEvent.setup();
    render(<TestPortal path="/marketplace?vertical=B2B_CRM" session={buyer}><CataloguePage /></TestPortal>); // prettier-ignore
    expect(await screen.findByRole('link', { name: 'CRM friction' })).toHaveAttribute(
      'href',
      '/marketplace/packs/ux_crm',
    );
    expect(await screen.findByText('Owned')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('1 pack');
    await user.click(screen.getByRole('button', { name: 'Remove filter Vertical: B2B CRM' }));
    await waitFor(() => expect(screen.getByTestId('location')).toHaveTextContent(/^\/marketplace$/));
    await user.click(screen.getByRole('button', { name: 'List' }));
    expect(await screen.findByRole('table', { name: 'Data packs' })).toBeInTheDocument();
  });

  it('offers to drop what left nothing', async () => {
    const user = userEvent.setup();
    render(<TestPortal path="/marketplace?q=zebra&vertical=B2B_CRM"><CataloguePage /></TestPortal>); // prettier-ignore
    await user.click(await screen.findByRole('button', { name: 'Show all packs' }));
    expect(await screen.findByRole('link', { name: 'CRM friction' })).toBeInTheDocument();
    expect(asked.at(-1)).not.toContain('q=');
  });
});

describe('the pack page', () => {
  it('compares, and says how access is granted', async () => {
    showPack('', null);
    expect(await screen.findByRole('heading', { level: 1, name: 'CRM friction' })).toBeInTheDocument();
    expect(screen.getByText(/is highest at 44 points/)).toBeInTheDocument();
    expect(screen.getByText(/Access is granted by contract/)).toBeInTheDocument();
  });

  it.each([
    ['/schema', 'Registered task type.'],
    ['/quality', 'too few organisations'],
    ['/pricing', '$499'],
    ['/license', 'Resell it.'],
    ['/versions', 'breaking'],
  ])('shows %s', async (tab, text) => {
    showPack(tab);
    expect((await screen.findAllByText(text, { exact: false })).length).toBeGreaterThan(0);
  });

  it('searches and pages the sample', async () => {
    const user = userEvent.setup();
    showPack('/sample');
    expect(await screen.findByText('task_0')).toBeInTheDocument();
    expect(screen.queryByText('task_24')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('task_24')).toBeInTheDocument();
    await user.type(screen.getByRole('searchbox'), 'needle');
    expect(await screen.findByText('1 of 30 rows')).toBeInTheDocument();
  });
});

describe('My packs', () => {
  it('shows usage, downloads and the version, and moves it', async () => {
    const user = userEvent.setup();
    const moved: string[] = [];
    server.use(
      http.delete('*/v1/marketplace/my-packs/ux_crm/pin', () => {
        moved.push('latest');
        return HttpResponse.json({ version: null, autoUpgrade: true });
      }),
    );
    render(<TestPortal path="/app/marketplace/my-packs" session={buyer}><MyPacksPage /></TestPortal>); // prettier-ignore
    const [bar] = await screen.findAllByRole('progressbar', { name: 'Rows this month' });
    expect(bar).toHaveAttribute('aria-valuetext', '85,000 of 100,000 rows');
    expect(screen.getByText('Version 1.1 available')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Downloads' }));
    expect(await screen.findByRole('link', { name: /Download csv/ })).toHaveAttribute(
      'href',
      '/v1/packs/ux_crm/download?format=csv',
    );
    await user.click(screen.getByRole('combobox', { name: 'Version' }));
    await user.click(within(screen.getByRole('listbox')).getByText(/Follow the latest/));
    await waitFor(() => expect(moved).toEqual(['latest']));
  });

  it('leads to the catalogue when empty', async () => {
    server.use(
      http.get('*/v1/marketplace/my-packs', () =>
        HttpResponse.json({ packs: [], total: { used: 0, limit: 0, resetsAt: null } }),
      ),
    );
    render(<TestPortal session={buyer}><MyPacksPage /></TestPortal>); // prettier-ignore
    expect(await screen.findByRole('link', { name: 'Browse the catalogue' })).toHaveAttribute(
      'href',
      '/marketplace',
    );
  });

  it('asks for attention at 80 %', async () => {
    render(<TestPortal session={buyer}><QuotaAttention /></TestPortal>); // prettier-ignore
    expect(await screen.findByText(/85 % of this month's rows are used/)).toBeInTheDocument();
  });
});
