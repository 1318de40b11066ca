import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import type { ManagedSubscription } from '../contract';
import AdminSubscriptionsPage from './pages/AdminSubscriptionsPage';

const crm = { id: 'crm_v1', title: 'UX friction in CRM' };
const flows = { id: 'flows_v1', title: 'Support flows' };
const november = Date.parse('2026-11-01');
const subscription = (overrides: Partial<ManagedSubscription> = {}): ManagedSubscription => ({
  id: 'sub-1',
  orgId: 'acme',
  orgName: 'Acme',
  tier: 'standard',
  packs: [crm],
  state: 'active',
  startsAt: november,
  endsAt: null,
  reason: 'Contract 7',
  grantedBy: 'user-1',
  createdAt: november,
  updatedAt: november,
  ...overrides,
});
let managed: ManagedSubscription[] = [];
const asked: string[] = [];
const sent: unknown[] = [];
const admin = '*/api/billing/admin';
const server = setupServer(
  http.get(`${admin}/subscriptions`, ({ request }) => {
    asked.push(new URL(request.url).search);
    return HttpResponse.json({ subscriptions: managed, total: managed.length, pageSize: 25 });
  }),
  http.get(`${admin}/packs`, () => HttpResponse.json({ packs: [crm, flows] })),
  http.get('*/api/identity/orgs', () =>
    HttpResponse.json({
      orgs: [{ id: 'acme', name: 'Acme', kind: 'buyer', createdAt: 0, closedAt: null, members: 1 }],
      total: 1,
      pageSize: 25,
    }),
  ),
  http.post(`${admin}/subscriptions`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json(subscription(), { status: 201 });
  }),
  http.put(`${admin}/subscriptions/:id`, async ({ request, params }) => {
    sent.push({ id: params.id, ...((await request.json()) as object) });
    return HttpResponse.json(subscription());
  }),
  http.post(`${admin}/subscriptions/:id/end`, async ({ request, params }) => {
    sent.push({ id: params.id, ...((await request.json()) as object) });
    return HttpResponse.json(subscription({ state: 'ended' }));
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  managed = [];
  asked.length = 0;
  sent.length = 0;
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const session = testSession({ permissions: ['subscriptions:read', 'subscriptions:manage'] });
const show = (page: ReactNode, path = '/') => {
  render(
    <TestPortal path={path} session={session}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};

describe('all subscriptions page', () => {
  it('grants one, after saying what is missing', async () => {
    const user = show(<AdminSubscriptionsPage />);
    await user.click(
      (await screen.findAllByRole('button', { name: 'Grant subscription' }))[0] as HTMLElement,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Grant a subscription' });
    const grant = within(dialog).getByRole('button', { name: 'Grant' });
    await user.click(grant);
    for (const problem of [/Choose the organisation/, /Choose at least one pack/, /Say why/])
      expect(within(dialog).getByText(problem)).toBeInTheDocument();
    expect(sent).toEqual([]);

    await user.click(within(dialog).getByRole('combobox', { name: /Organisation/ }));
    await user.click(await screen.findByRole('option', { name: 'Acme' }));
    const packs = within(dialog).getByRole('combobox', { name: /Packs/ });
    for (const pack of [crm, flows]) {
      await user.click(packs);
      await user.click(await screen.findByRole('option', { name: pack.title }));
    }
    expect(within(dialog).getByText('Standard covers one pack.')).toBeInTheDocument();
    await user.click(packs);
    await user.click(await screen.findByRole('option', { name: flows.title }));
    await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Contract 7');
    await user.click(grant);
    expect(await screen.findByText(/Acme has its subscription/)).toBeInTheDocument();
    expect(sent).toEqual([
      { orgId: 'acme', tier: 'standard', packIds: ['crm_v1'], endsAt: null, reason: 'Contract 7' },
    ]);
  });

  it('changes one, starting from its terms', async () => {
    const endsAt = Date.parse('2027-01-01');
    managed = [subscription({ endsAt })];
    const user = show(<AdminSubscriptionsPage />);
    await user.click(await screen.findByRole('button', { name: 'Change the subscription of Acme' }));
    const dialog = await screen.findByRole('dialog', { name: 'Change the subscription of Acme' });
    expect(within(dialog).getByLabelText(/Ends on/)).toHaveValue('2026-12-31');
    await user.click(within(dialog).getByRole('combobox', { name: 'Tier' }));
    await user.click(await screen.findByRole('option', { name: 'Enterprise' }));
    await user.click(within(dialog).getByRole('switch', { name: /Every pack/ }));
    await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Upgrade');
    await user.click(within(dialog).getByRole('button', { name: 'Save changes' }));
    const wanted = { id: 'sub-1', tier: 'enterprise', packIds: null, endsAt, reason: 'Upgrade' };
    await waitFor(() => expect(sent).toEqual([wanted]));
  });

  it('ends one, naming the org and asking why', async () => {
    managed = [subscription()];
    const user = show(<AdminSubscriptionsPage />);
    await user.click(await screen.findByRole('button', { name: 'End the subscription of Acme' }));
    const dialog = await screen.findByRole('dialog', { name: 'End the subscription of Acme?' });
    expect(dialog).toHaveTextContent('refused from the next request on');
    await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Contract over');
    await user.click(within(dialog).getByRole('button', { name: 'End subscription' }));
    expect(await screen.findByText('The subscription of Acme has ended.')).toBeInTheDocument();
    expect(sent).toEqual([{ id: 'sub-1', reason: 'Contract over' }]);
  });

  it('keeps what it shows in the address', async () => {
    managed = [subscription({ state: 'ended' })];
    const user = show(<AdminSubscriptionsPage />, '/?state=ended');
    await screen.findByText('Acme');
    expect(asked.at(-1)).toContain('state=ended');
    expect(screen.queryByRole('button', { name: /End the subscription/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole('combobox', { name: 'Show' }));
    await user.click(await screen.findByRole('option', { name: 'All' }));
    await waitFor(() => expect(asked.at(-1)).toContain('state=all'));
    expect(screen.getByTestId('location')).toHaveTextContent('state=all');
  });

  it('says what went wrong', async () => {
    const error = { code: 'unavailable', message: 'The database rests.', requestId: 'r-1' };
    server.use(http.get(`${admin}/subscriptions`, () => HttpResponse.json({ error }, { status: 503 })));
    show(<AdminSubscriptionsPage />);
    expect(await screen.findByText('The database rests.')).toBeInTheDocument();
  });
});
