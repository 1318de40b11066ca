import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { patterns, type IngestKeyInfo, type ProductSummary } from '../contract';
import IngestKeysPage from './pages/IngestKeysPage';
import ProductQualityPage from './pages/ProductQualityPage';
import ProductsPage from './pages/ProductsPage';
import { freshEventId } from './parts/snippet';

let products: ProductSummary[] = [];
let keys: IngestKeyInfo[] = [];
const sent: unknown[] = [];
const secret = `nc_ingest_${'a'.repeat(32)}`;
const key: IngestKeyInfo = {
  id: 'k1',
  label: 'Web app',
  hint: 'nc_ingest_aaaa',
  origins: ['https://app.example.com'],
  createdAt: 0,
  lastUsedAt: null,
  revokedAt: null,
};
const crm: ProductSummary = {
  productId: 'crm',
  name: 'CRM',
  vertical: 'B2B_CRM',
  registered: true,
  accepted: 1234,
  rejected: 5,
  lastEventAt: Date.now(),
};
const api = '*/api/telemetry';
const server = setupServer(
  http.get(`${api}/products`, () => HttpResponse.json({ products })),
  http.post(`${api}/products`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json(crm, { status: 201 });
  }),
  http.patch(`${api}/products/:id`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json(crm);
  }),
  http.get(`${api}/products/crm/quality`, () =>
    HttpResponse.json({
      days: [{ day: '2026-11-01', accepted: 90, rejected: 10, duplicates: 0, late: 9 }],
      rejections: [{ rule: 'sensitive_field', count: 10 }],
      sdkVersions: [{ version: 'web/1.0.0', events: 90 }],
      clockSkew: [
        { band: 'fine', events: 80 },
        { band: 'behind_minutes', events: 10 },
      ],
      lastEventAt: null,
    }),
  ),
  http.get(`${api}/ingest-keys`, () => HttpResponse.json({ keys })),
  http.post(`${api}/ingest-keys`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ ...key, secret }, { status: 201 });
  }),
  http.delete(`${api}/ingest-keys/:id`, ({ params }) => {
    sent.push(params.id);
    return new HttpResponse(null, { status: 204 });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  products = [];
  keys = [];
  sent.length = 0;
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const show = (page: React.ReactNode, path = '/settings/products', route?: string) => {
  render(
    <TestPortal path={path} route={route} session={testSession({ permissions: ['telemetry:manage'] })}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};

describe('products page', () => {
  it('teaches how to send the first event, and registers a product', async () => {
    const user = show(<ProductsPage />);
    expect(await screen.findByText('Send your first event')).toBeInTheDocument();
    expect(document.body).toHaveTextContent('/v1/events/batch');
    await user.click(screen.getAllByRole('button', { name: 'Register product' })[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(within(dialog).getByText('Give the product a name.')).toBeInTheDocument();
    await user.type(within(dialog).getByRole('textbox', { name: /Product id/ }), 'crm');
    await user.type(within(dialog).getByRole('textbox', { name: /Name/ }), 'CRM');
    products = [crm];
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual([{ productId: 'crm', name: 'CRM', vertical: 'CUSTOM' }]));
    expect(await screen.findByText('1,234')).toBeInTheDocument();
  });

  it('offers to register what arrives unregistered, its id fixed', async () => {
    products = [{ ...crm, productId: 'shop', name: 'shop', registered: false }];
    const user = show(<ProductsPage />);
    await user.click(await screen.findByRole('button', { name: 'Register shop' }));
    expect(
      within(await screen.findByRole('dialog')).getByRole('textbox', { name: /Product id/ }),
    ).toBeDisabled();
  });
});

it('quality page: shares, rules by name, versions', async () => {
  products = [crm];
  show(<ProductQualityPage />, '/settings/products/crm', '/settings/products/:productId');
  expect(await screen.findByRole('heading', { level: 1, name: 'CRM' })).toBeInTheDocument();
  expect((await screen.findAllByText('10 %')).length).toBeGreaterThan(0);
  expect(screen.getAllByText('Looks like content or identity').length).toBeGreaterThan(0);
  expect(screen.getAllByText('web/1.0.0').length).toBeGreaterThan(0);
  expect(screen.getAllByText('Behind, 1 to 60 min').length).toBeGreaterThan(0);
});

describe('ingest keys page', () => {
  it('says the id of the organisation, which the agent asks for, and copies it', async () => {
    const user = show(<IngestKeysPage />, '/settings/ingest-keys');
    expect(await screen.findByText('org-1')).toBeInTheDocument();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(screen.getByRole('button', { name: 'Copy the id of your organisation' }));
    expect(copied).toHaveBeenCalledWith('org-1');
  });

  it('creates a key, shows it once and holds the dialog until it is safe', async () => {
    const user = show(<IngestKeysPage />, '/settings/ingest-keys');
    await user.click((await screen.findAllByRole('button', { name: 'Create ingest key' }))[0] as HTMLElement);
    const form = await screen.findByRole('dialog');
    await user.type(within(form).getByRole('textbox', { name: /Label/ }), 'Web app');
    await user.type(within(form).getByRole('textbox', { name: /origins/ }), 'https://app.example.com');
    await user.click(within(form).getByRole('button', { name: 'Create ingest key' }));
    const dialog = await screen.findByRole('dialog', { name: 'Copy your ingest key now' });
    expect(sent).toEqual([{ label: 'Web app', origins: ['https://app.example.com'] }]);
    expect(within(dialog).getByRole('textbox')).toHaveValue(secret);
    expect(within(dialog).getByRole('button', { name: 'Done' })).toBeDisabled();
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(document.body.innerHTML).not.toContain(secret));
  });

  it('revokes after a confirmation', async () => {
    keys = [key, { ...key, id: 'k2', label: 'Old', revokedAt: 5 }];
    const user = show(<IngestKeysPage />, '/settings/ingest-keys');
    await user.click(await screen.findByRole('button', { name: 'Revoke Web app' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke key' }));
    await waitFor(() => expect(sent).toEqual(['k1']));
    expect(screen.queryByRole('button', { name: 'Revoke Old' })).not.toBeInTheDocument();
  });
});

it('the snippet carries an event id the wire format takes', () => {
  for (let i = 0; i < 20; i++) expect(freshEventId()).toMatch(patterns.eventId);
});
