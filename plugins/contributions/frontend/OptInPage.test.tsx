import { TestPortal } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { Contributions } from '../contract';
import OptInPage from './pages/OptInPage';

const base = '*/v1/marketplace/contributions';
const nextBuildAt = Date.parse('2026-11-02T02:00:00Z');
let state: Contributions;
let bodies: unknown[];

const server = setupServer(
  http.get(base, () => HttpResponse.json(state)),
  http.get(`${base}/history`, () =>
    HttpResponse.json({
      changes: [
        {
          id: '1',
          productId: 'sales',
          packId: 'crm',
          on: false,
          at: 1,
          actor: { kind: 'user', id: 'u', name: 'Ada Lund' },
        },
      ],
      total: 1,
      pageSize: 20,
    }),
  ),
  http.put(`${base}/choices`, async ({ request }) => {
    const body = (await request.json()) as {
      on: boolean;
      choices: Array<{ productId: string; packId: string }>;
    };
    bodies.push(body);
    state = {
      ...state,
      enabled: true,
      optIns: body.on ? body.choices.map(one => ({ ...one, changedAt: nextBuildAt - 1_000 })) : [],
    };
    return HttpResponse.json({ changed: body.choices.length, nextBuildAt });
  }),
  http.put(`${base}/enabled`, async ({ request }) => {
    const { on } = (await request.json()) as { on: boolean };
    bodies.push({ on });
    state = { ...state, enabled: on };
    return HttpResponse.json({ changed: 0, nextBuildAt });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => {
  bodies = [];
  state = {
    enabled: true,
    changedAt: 1,
    products: [
      { productId: 'sales', name: 'Acme Sales', vertical: 'B2B_CRM' },
      { productId: 'desk', name: 'Acme Desk', vertical: 'SUPPORT_DESK' },
    ],
    packs: [
      { packId: 'crm', title: 'CRM friction', vertical: 'B2B_CRM' },
      { packId: 'all', title: 'Across', vertical: 'ANY' },
    ],
    optIns: [],
    nextBuildAt,
  };
});

const show = () =>
  render(
    <TestPortal path="/app/marketplace/opt-in">
      <OptInPage />
    </TestPortal>,
  );
const salesInCrm = () => screen.findByRole('switch', { name: 'Acme Sales in CRM friction' });
it('turns a product on at once and says from when it is read', async () => {
  show();
  await userEvent.click(await salesInCrm());
  expect(await salesInCrm()).toBeChecked();
  await waitFor(() =>
    expect(bodies).toEqual([{ on: true, choices: [{ productId: 'sales', packId: 'crm' }] }]),
  );
  expect(await salesInCrm()).toHaveAccessibleDescription(/Read by the first build after the change/);
});

it('puts a switch back when the server refuses, and says so', async () => {
  let refuse = () => {};
  const asked = new Promise<void>(resolve => (refuse = resolve));
  server.use(
    http.put(`${base}/choices`, async () => {
      await asked;
      const error = { code: 'unavailable', message: 'Try again in a minute.', requestId: 'r' };
      return HttpResponse.json({ error }, { status: 503 });
    }),
  );
  show();
  await userEvent.click(await salesInCrm());
  expect(await salesInCrm()).toBeChecked();
  refuse();
  expect(
    await screen.findByText(/Acme Sales in CRM friction was not changed.*Try again in a minute/),
  ).toBeInTheDocument();
  expect(await salesInCrm()).not.toBeChecked();
});

it('shows why a pack of another vertical cannot be chosen', async () => {
  show();
  await salesInCrm();
  expect(screen.queryByRole('switch', { name: 'Acme Desk in CRM friction' })).not.toBeInTheDocument();
  expect(screen.getByText('For B2B CRM; this product is Support desk.')).toBeInTheDocument();
});

it('asks with a count before many switches change', async () => {
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Turn everything on' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText('Turn on 3 switches?')).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Turn on 3' }));
  await waitFor(() => expect(bodies).toHaveLength(1));
  await waitFor(() => expect(screen.getAllByRole('switch', { checked: true })).toHaveLength(4));
});

it('asks before the organisation stops, and keeps its choices', async () => {
  state.optIns = [{ productId: 'sales', packId: 'crm', changedAt: 5 }];
  show();
  await userEvent.click(await screen.findByRole('switch', { name: 'Contribute to data packs' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop contributing' }));
  await waitFor(() => expect(bodies).toEqual([{ on: false }]));
  expect(await salesInCrm()).toBeChecked();
  expect(await salesInCrm()).toHaveAccessibleDescription(/contributions are off/);
});

it('lists who changed what', async () => {
  show();
  const history = await screen.findByRole('table', { name: /Changes of your/ });
  expect(within(history).getByText('Acme Sales in CRM friction')).toBeInTheDocument();
  expect(within(history).getByText('Ada Lund')).toBeInTheDocument();
});

it('leads to products where there is none', async () => {
  state.products = [];
  show();
  expect(await screen.findByRole('link', { name: 'Set up a product' })).toHaveAttribute(
    'href',
    '/settings/products',
  );
});

it('says when no pack takes contributions', async () => {
  state.packs = [];
  show();
  expect(await screen.findByText('No pack takes contributions yet')).toBeInTheDocument();
});
