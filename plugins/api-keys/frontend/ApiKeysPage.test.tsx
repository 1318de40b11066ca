import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ApiKey, PackUsage } from '../contract';
import ApiKeysPage from './pages/ApiKeysPage';
import UsagePage from './pages/UsagePage';

const secret = `nc_live_${'a'.repeat(36)}`;
const key = (overrides: Partial<ApiKey> = {}): ApiKey => ({
  id: 'key-1',
  label: 'Nightly import',
  mode: 'live',
  masked: 'nc_live_aaaa…aaaa',
  scopes: ['packs:query'],
  allowedCidrs: [],
  status: 'active',
  createdAt: Date.parse('2026-11-01'),
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
  replacedBy: null,
  requestsByDay: Array.from({ length: 14 }, (_, i) => i),
  ...overrides,
});

let keys: ApiKey[] = [];
let openPacks = [{ id: 'crm_v1', title: 'UX friction in CRM' }];
const sent: unknown[] = [];
const base = '*/v1/marketplace';
const server = setupServer(
  http.get('*/api/billing/subscriptions', () => HttpResponse.json({ subscriptions: [], packs: openPacks })),
  http.get(`${base}/api-keys`, () => HttpResponse.json({ keys })),
  http.post(`${base}/api-keys`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ key: key(), secret }, { status: 201 });
  }),
  http.post(`${base}/api-keys/:id/rotate`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ key: key({ id: 'key-2' }), secret, replaced: key() }, { status: 201 });
  }),
  http.delete(`${base}/api-keys/:id`, ({ params }) => {
    sent.push(params.id);
    return new HttpResponse(null, { status: 204 });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  keys = [];
  openPacks = [{ id: 'crm_v1', title: 'UX friction in CRM' }];
  sent.length = 0;
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const boot = { plugins: [{ id: 'billing', status: 'ready' as const, reason: null, config: {} }] };
const show = (page = <ApiKeysPage />) => {
  render(
    <TestPortal
      path="/app/api-keys"
      boot={boot}
      session={testSession({ permissions: ['keys:manage', 'usage:read', 'subscriptions:read'] })}
    >
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};

describe('API keys page', () => {
  it('teaches when there is no key, creates one, and holds the dialog until the secret is safe', async () => {
    const user = show();
    expect(await screen.findByText('Create your first API key')).toBeInTheDocument();
    expect(screen.getByText(/curl -H/)).toBeInTheDocument();
    expect(await screen.findByText(/packs\/crm_v1\/data/)).toBeInTheDocument();
    await user.click(screen.getAllByRole('button', { name: 'Create key' })[0] as HTMLElement);
    const form = await screen.findByRole('dialog');
    await user.click(within(form).getByRole('button', { name: 'Create key' }));
    expect(within(form).getByText(/Give the key a label/)).toBeInTheDocument();
    await user.type(within(form).getByRole('textbox', { name: /Label/ }), 'Nightly import');
    await user.type(within(form).getByRole('textbox', { name: /Allowed addresses/ }), '203.0.113.0/24');
    await user.click(within(form).getByRole('button', { name: 'Create key' }));

    const dialog = await screen.findByRole('dialog', { name: 'Copy your new key now' });
    expect(sent).toEqual([
      {
        label: 'Nightly import',
        mode: 'live',
        scopes: ['packs:query', 'packs:download'],
        expiresAt: null,
        allowedCidrs: ['203.0.113.0/24'],
      },
    ]);
    expect(within(dialog).getByRole('textbox')).toHaveValue(secret);
    expect(within(dialog).getByRole('tab', { name: '.env' })).toBeInTheDocument();
    expect(within(dialog).getByRole('button', { name: 'Done' })).toBeDisabled();
    await user.keyboard('{Escape}');
    expect(within(dialog).getByText(/Copy the key, or confirm/)).toHaveAttribute('role', 'alert');
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(document.body.innerHTML).not.toContain(secret);
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(secret);
  });

  it('shows the shipped pack in its example to an org without a subscription', async () => {
    openPacks = [];
    show();
    expect(await screen.findByText(/packs\/ux_friction_b2b_crm_v1\/data/)).toBeInTheDocument();
  });

  it('rotates with the overlap chosen', async () => {
    keys = [key()];
    const user = show();
    await user.click(await screen.findByRole('button', { name: 'Rotate Nightly import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Rotate "Nightly import"?' });
    await user.click(within(dialog).getByRole('combobox'));
    await user.click(await screen.findByRole('option', { name: '7 days' }));
    await user.click(within(dialog).getByRole('button', { name: 'Rotate key' }));
    expect(await screen.findByText(/goes on working for 7 days/)).toBeInTheDocument();
    expect(sent).toEqual([{ overlapHours: 168 }]);
  });

  it('revokes an unused key at once, and asks for the label of one in use', async () => {
    keys = [key(), key({ id: 'key-2', label: 'Busy', lastUsedAt: Date.now() - 60_000 })];
    const user = show();
    await user.click(await screen.findByRole('button', { name: 'Revoke Nightly import' }));
    let dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('It was never used.');
    await user.click(within(dialog).getByRole('button', { name: 'Revoke key' }));
    await waitFor(() => expect(sent).toEqual(['key-1']));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

    await user.click(screen.getByRole('button', { name: 'Revoke Busy' }));
    dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('button', { name: 'Revoke key' })).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'Busy');
    await user.click(within(dialog).getByRole('button', { name: 'Revoke key' }));
    await waitFor(() => expect(sent).toEqual(['key-1', 'key-2']));
  });

  it('hides ended keys until asked, by an address one can share', async () => {
    keys = [key(), key({ id: 'old', label: 'Old one', status: 'revoked', revokedAt: Date.now() })];
    const user = show();
    await screen.findByText('Nightly import');
    expect(screen.queryByText('Old one')).not.toBeInTheDocument();
    await user.click(screen.getByRole('switch', { name: /Show revoked/ }));
    expect(await screen.findByText('Old one')).toBeInTheDocument();
    expect(screen.getByTestId('location')).toHaveTextContent('ended=true');
  });

  const quiet = { requestsByDay: Array.from({ length: 14 }, () => 0) };

  it('shows how to make the first request while no key was used', async () => {
    keys = [key(quiet), key({ id: 'old', status: 'revoked' })];
    show();
    expect(await screen.findByRole('heading', { name: 'Make your first request' })).toBeInTheDocument();
    expect(await screen.findByText(/packs\/crm_v1\/data/)).toBeInTheDocument();
  });

  it('says that a key had no requests lately, and draws no line of nothing', async () => {
    keys = [key({ ...quiet, lastUsedAt: Date.parse('2026-10-02') }), key({ id: 'key-2', label: 'Busy' })];
    show();
    const row = (await screen.findByText('Nightly import')).closest('tr') as HTMLElement;
    expect(within(row).getByText('No requests')).toBeInTheDocument();
    expect(screen.queryByText(/^Requests with Nightly import/)).not.toBeInTheDocument();
    expect(screen.getByText(/^Requests with Busy, last 14 days: 0, 1, 2,/)).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Make your first request' })).not.toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    server.use(
      http.get(`${base}/api-keys`, () =>
        HttpResponse.json(
          { error: { code: 'unavailable', message: 'The database rests.', requestId: 'r-1' } },
          { status: 503 },
        ),
      ),
    );
    show();
    expect(await screen.findByText('The database rests.')).toBeInTheDocument();
  });
});

describe('usage page', () => {
  const asked: Array<string | null> = [];
  const answer = (overrides: Partial<PackUsage> = {}) =>
    server.use(
      http.get(`${base}/usage`, ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('month'));
        return HttpResponse.json({
          month: '2026-11',
          packs: [
            {
              packId: 'crm_v1',
              used: 85_000,
              reserved: 20,
              limit: 100_000,
              resetsAt: Date.now() + 86_400_000,
              daily: [
                { date: '2026-11-01', rows: 80_000, requests: 10 },
                { date: '2026-11-02', rows: 5_000, requests: 1 },
              ],
              ...overrides,
            },
          ],
        });
      }),
    );
  const nothing = { used: 0, reserved: 0, daily: [{ date: '2026-11-01', rows: 0, requests: 0 }] };
  const chart = () => screen.queryByText('Rows per day, UX friction in CRM');

  it('shows each pack with its bar and its days', async () => {
    answer();
    show(<UsagePage />);
    expect(await screen.findByRole('heading', { name: 'UX friction in CRM' })).toBeInTheDocument();
    expect(screen.getByRole('progressbar', { name: 'Rows this month' })).toHaveAttribute(
      'aria-valuetext',
      '85,000 of 100,000 rows',
    );
    expect(screen.getByText(/20 rows are set aside/)).toBeInTheDocument();
    expect(chart()).toBeInTheDocument();
  });

  it('shows how to fetch the first rows of the month instead of a flat line', async () => {
    answer(nothing);
    show(<UsagePage />);
    expect(await screen.findByText(/run this line with one of your keys/)).toBeInTheDocument();
    expect(screen.getByText(/packs\/crm_v1\/data/)).toBeInTheDocument();
    expect(chart()).not.toBeInTheDocument();
  });

  it.each([
    ['a month that is over', { resetsAt: 0 }],
    ['a pack no subscription covers', { limit: null }],
  ])('offers no request for %s', async (_, overrides) => {
    answer({ ...nothing, ...overrides });
    show(<UsagePage />);
    expect(await screen.findByText('No rows were delivered in this month.')).toBeInTheDocument();
    expect(screen.queryByText(/curl -H/)).not.toBeInTheDocument();
  });

  it('goes to an earlier month and back, by an address one can share', async () => {
    answer();
    asked.length = 0;
    const user = show(<UsagePage />);
    const choose = async (place: number) => {
      await user.click(await screen.findByRole('combobox', { name: 'Month' }));
      await user.click(screen.getAllByRole('option')[place] as HTMLElement);
    };
    await choose(1);
    await waitFor(() => expect(asked).toEqual([null, expect.stringMatching(/^\d{4}-\d{2}$/)]));
    expect(screen.getByTestId('location')).toHaveTextContent(`month=${asked[1]}`);
    await choose(0);
    await waitFor(() => expect(screen.getByTestId('location')).not.toHaveTextContent('month='));
  });
});
