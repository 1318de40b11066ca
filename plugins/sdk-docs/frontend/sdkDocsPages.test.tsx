import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { TaskTypeView } from '../contract';
import { asMarkdown } from './chapters/chapter';
import { quickStart } from './chapters';
import { keepKey } from './factsOfReader';
import ChapterPage from './pages/ChapterPage';
import QuickStartPage from './pages/QuickStartPage';
import SdkReferencePage from './pages/SdkReferencePage';
import TaskTypesPage from './pages/TaskTypesPage';

const secret = `nc_ingest_${'a'.repeat(32)}`;
const created: unknown[] = [];
const task: TaskTypeView = {
  productId: 'crm',
  taskType: 'create_invoice',
  label: 'Create invoice',
  inferred: false,
  runs: 1234,
  successShare: 0.914,
  lastSeen: Date.parse('2026-11-01'),
  mergedInto: null,
};
const inferred: TaskTypeView = {
  ...task,
  taskType: 'orders.form',
  label: 'orders, form',
  inferred: true,
  runs: 20,
  successShare: null,
};
let taskTypes: TaskTypeView[] = [];
let events: object[] = [];
let rejections: object[] = [];

const server = setupServer(
  http.get('*/api/sdk-docs/sdk', () =>
    HttpResponse.json({
      version: '0.1.0',
      bytes: 17_000,
      gzipBytes: 7_900,
      hash: '0123456789abcdef',
      integrity: 'sha384-xyz',
    }),
  ),
  http.get('*/api/telemetry/products', () => HttpResponse.json({ products: [] })),
  http.post('*/api/telemetry/products', async ({ request }) => {
    created.push(await request.json());
    return HttpResponse.json(
      {
        productId: 'web-shop',
        name: 'Web shop',
        vertical: 'CUSTOM',
        registered: true,
        accepted: 0,
        rejected: 0,
        lastEventAt: null,
      },
      { status: 201 },
    );
  }),
  http.post('*/api/telemetry/ingest-keys', async ({ request }) => {
    const { origins } = (await request.json()) as { origins: string[] };
    created.push(origins);
    return HttpResponse.json(
      {
        id: 'k1',
        label: 'x',
        hint: 'nc_ingest_aaaa',
        origins,
        createdAt: 0,
        lastUsedAt: null,
        revokedAt: null,
        secret,
      },
      { status: 201 },
    );
  }),
  http.get('*/api/telemetry/live', () => HttpResponse.json({ events, rejections, cursor: 'a-1' })),
  http.get('*/api/sdk-docs/task-types', () => HttpResponse.json({ taskTypes })),
  http.put('*/api/sdk-docs/products/crm/task-types/:taskType/:what', async ({ request, params }) => {
    created.push([params.taskType, params.what, await request.json()]);
    return new HttpResponse(null, { status: 204 });
  }),
  http.delete('*/api/sdk-docs/products/crm/task-types/:taskType/merged-into', ({ params }) => {
    created.push(['unmerged', params.taskType]);
    return new HttpResponse(null, { status: 204 });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  keepKey(null);
  created.length = 0;
  taskTypes = [];
  events = [];
  rejections = [];
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const seller = testSession({ permissions: ['telemetry:manage'] });
const show = (
  page: React.ReactNode,
  { path = '/docs/sdk', route, signedIn = true }: { path?: string; route?: string; signedIn?: boolean } = {},
) => {
  render(
    <TestPortal path={path} route={route} session={signedIn ? seller : null}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};

describe('the quick start', () => {
  it('says to visitors how their key is filled in', async () => {
    show(<QuickStartPage />, { signedIn: false });
    expect(await screen.findByText(/Sign in as a seller, and a key/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/sign-in?next=%2Fdocs%2Fsdk',
    );
    expect(document.body).toHaveTextContent('nc_ingest_YOUR_KEY');
  });

  it('makes a product and a key, fills them in, and shows what arrives and what is refused', async () => {
    const user = show(<QuickStartPage />);
    await user.type(await screen.findByRole('textbox', { name: /Name of the product/ }), 'Web shop!');
    expect(screen.getByText('Its id will be web-shop.')).toBeInTheDocument();
    rejections = [{ rule: 'sensitive_field', field: 'email', count: 3, lastAt: Date.now() }];
    await user.click(screen.getByRole('button', { name: 'Make a test key' }));
    await waitFor(() => expect(document.body).toHaveTextContent(`data-ingest-key="${secret}"`));
    expect(document.body).toHaveTextContent('data-product-id="web-shop"');
    expect(created).toEqual([
      { productId: 'web-shop', name: 'Web shop!', vertical: 'CUSTOM' },
      ['http://localhost', 'http://localhost:3000', 'http://localhost:5173'],
    ]);
    expect(screen.getByText(/Waiting for the first event/)).toBeInTheDocument();
    expect(await screen.findByText('sensitive_field')).toBeInTheDocument();

    events = [
      {
        eventId: 'e1',
        productId: 'web-shop',
        sessionId: 's',
        userHash: 'u',
        ts: '2026-11-01T12:00:00Z',
        receivedAt: Date.now(),
        sdkVersion: 'web/1',
        eventType: 'click',
        screenId: 'checkout',
        route: '/checkout',
        elementType: 'button',
      },
    ];
    expect(
      await screen.findByText('One event has arrived.', undefined, { timeout: 4_000 }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('checkout').length).toBeGreaterThan(0);
    expect(screen.getByRole('link', { name: 'Friction overview' })).toHaveAttribute(
      'href',
      '/app/insights?productId=web-shop',
    );
  });
});

describe('chapters', () => {
  it('pin the script by its own hash', async () => {
    const user = show(<ChapterPage />, { path: '/docs/sdk/install', route: '/docs/sdk/:chapter' });
    await user.click(await screen.findByRole('tab', { name: 'Pinned' }));
    await waitFor(() => expect(document.body).toHaveTextContent('/sdk/0123456789abcdef/netcrab.js'));
    expect(document.body).toHaveTextContent('integrity="sha384-xyz"');
    expect(screen.getByRole('link', { name: 'Link to Consent first' })).toHaveAttribute('href', '#consent');
  });

  it('of an unknown name lead to the first', async () => {
    show(<ChapterPage />, { path: '/docs/sdk/nothing', route: '/docs/sdk/:chapter' });
    expect(await screen.findByRole('heading', { level: 1, name: 'No such chapter' })).toBeInTheDocument();
  });

  it('are copied as one Markdown document', () => {
    const text = asMarkdown(quickStart, {
      origin: 'https://p.example',
      ingestKey: 'k',
      productId: 'p',
      hash: 'h',
      integrity: 'i',
    });
    expect(text).toMatch(/^# Quick start\n\nFrom nothing/);
    expect(text).toContain('```html\n<script async src="https://p.example/sdk/netcrab.js"');
    expect(text.match(/^## \d/gm)).toEqual(['## 1', '## 2', '## 3']);
    expect(text).toContain('](https://p.example/settings/ingest-keys)');
    expect(text).not.toContain('](/');
  });

  it('list every call of the SDK', async () => {
    show(<SdkReferencePage />);
    expect(await screen.findByRole('heading', { name: 'completeTask' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'InitOptions' })).toBeInTheDocument();
  });
});

describe('the registry', () => {
  it('searches, and filters by source', async () => {
    taskTypes = [task, inferred];
    const user = show(<TaskTypesPage />);
    const table = await screen.findByRole('table', { name: 'Task types' });
    expect(
      within(table).getByRole('row', { name: /Create invoice.*crm.*Named.*1,234.*91 %/ }),
    ).toBeInTheDocument();
    expect(within(table).getByRole('row', { name: /orders, form.*Inferred.*not known/ })).toBeInTheDocument();
    await user.type(screen.getByRole('searchbox', { name: 'Search task types' }), 'nothing like it');
    await user.click(await screen.findByRole('button', { name: 'Show all' }));
    await user.click(screen.getByRole('combobox', { name: 'Source' }));
    await user.click(screen.getByRole('option', { name: 'Inferred' }));
    await waitFor(() => expect(screen.queryByText('Create invoice')).not.toBeInTheDocument());
  });

  it('labels, merges and takes a merge back', async () => {
    taskTypes = [task, inferred];
    const user = show(<TaskTypesPage />);
    await user.click(await screen.findByRole('button', { name: 'Label Create invoice' }));
    const label = within(await screen.findByRole('dialog')).getByRole('textbox');
    await user.clear(label);
    await user.type(label, 'Invoice');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Label' }));
    await waitFor(() => expect(created).toEqual([['create_invoice', 'label', { label: 'Invoice' }]]));

    taskTypes = [task, { ...inferred, mergedInto: 'create_invoice' }];
    await user.click(await screen.findByRole('button', { name: 'Merge orders, form' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Merge' }));
    expect(within(dialog).getByText('Choose the task type to count them under.')).toBeInTheDocument();
    await user.click(await within(dialog).findByRole('combobox', { name: /Into/ }));
    await user.click(screen.getByRole('option', { name: 'Create invoice' }));
    await user.click(within(dialog).getByRole('button', { name: 'Merge' }));
    await waitFor(() =>
      expect(created).toContainEqual(['orders.form', 'merged-into', { into: 'create_invoice' }]),
    );
    expect(await screen.findByText(/counts as create_invoice/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Take back orders, form' }));
    await waitFor(() => expect(created).toContainEqual(['unmerged', 'orders.form']));
  });

  it('teaches where there is nothing yet, and asks visitors to sign in', async () => {
    show(<TaskTypesPage />);
    expect(await screen.findByText('No task types yet')).toBeInTheDocument();
  });
});
