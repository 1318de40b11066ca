import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { Deletion, LiveEvent } from '../contract';
import ProductDataPage from './pages/ProductDataPage';
import ProductLivePage from './pages/ProductLivePage';

const api = '*/api/telemetry';
const crm = {
  productId: 'crm',
  name: 'My CRM',
  vertical: 'B2B_CRM',
  registered: true,
  accepted: 1,
  rejected: 0,
};
const event = (n: number): LiveEvent => ({
  eventId: `e${n}`,
  productId: 'crm',
  sessionId: 'session-1',
  userHash: 'user_0001',
  ts: '2026-11-01T10:00:00Z',
  receivedAt: 1_000 * n,
  sdkVersion: 'web/1.0.0',
  eventType: 'click',
  screenId: `screen-${n}`,
  route: '/',
});
const done: Deletion = {
  id: 'd1',
  productId: 'crm',
  scope: 'user',
  subject: 'ab'.repeat(32),
  state: 'done',
  requestedAt: 1_000,
  finishedAt: 2_000,
  proof: {
    tables: [{ table: 'events_raw', before: 1_234, after: 0 }],
    logSegments: 1,
    until: 1_000,
    finishedAt: 2_000,
    hash: 'cd'.repeat(32),
  },
};
let live: LiveEvent[] = [];
let deletions: Deletion[] = [];
const asked: unknown[] = [];
const cursors: Array<string | null> = [];
const server = setupServer(
  http.get(`${api}/products`, () => HttpResponse.json({ products: [{ ...crm, lastEventAt: null }] })),
  http.get(`${api}/live`, ({ request }) => {
    const after = new URL(request.url).searchParams.get('after');
    cursors.push(after);
    const events = live.slice(after === null ? 0 : Number(after.split('-')[1]));
    const rejections = [{ rule: 'sensitive_field', field: 'email', count: 3, lastAt: 1_000 }];
    return HttpResponse.json({ events, rejections, cursor: `p-${live.length}` });
  }),
  http.get(`${api}/products/crm/deletions`, () => HttpResponse.json({ deletions })),
  http.post(`${api}/products/crm/deletions`, async ({ request }) => {
    asked.push(await request.json());
    deletions = [{ ...done, id: 'd2', state: 'requested', finishedAt: null, proof: null }, ...deletions];
    return HttpResponse.json(deletions[0], { status: 202 });
  }),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  live = [];
  deletions = [];
  asked.length = 0;
  cursors.length = 0;
});
afterAll(() => server.close());

const show = (page: React.ReactNode, part: 'live' | 'data') => {
  const permissions = ['telemetry:manage', 'telemetry:erase'];
  render(
    <TestPortal
      path={`/settings/products/crm/${part}`}
      route={`/settings/products/:productId/${part}`}
      session={testSession({ permissions })}
    >
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};

it('the live page adds what comes to what it shows, newest first, and says what was refused', async () => {
  show(<ProductLivePage />, 'live');
  expect(await screen.findByText('Waiting for events')).toBeInTheDocument();
  expect(screen.getByText('email')).toBeInTheDocument();
  live = [event(1)];
  expect(await screen.findByText('screen-1', {}, { timeout: 4_000 })).toBeInTheDocument();
  live = [event(1), event(2)];
  await screen.findByText('screen-2', {}, { timeout: 4_000 });
  expect(screen.getAllByText(/^screen-/).map(cell => cell.textContent)).toEqual(['screen-2', 'screen-1']);
  expect(cursors).toContain('p-1');
});

describe('the data page', () => {
  it("deletes one user's data once the product's name is typed", async () => {
    const user = show(<ProductDataPage />, 'data');
    await screen.findByRole('heading', { level: 1, name: 'My CRM' });
    await user.click(screen.getByRole('button', { name: /this user’s data/ }));
    expect(screen.getByText(/8 to 128 letters/)).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await user.type(screen.getByRole('textbox', { name: /User hash/ }), 'user_0001');
    await user.click(screen.getByRole('button', { name: /this user’s data/ }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('user_0001');
    const confirm = within(dialog).getByRole('button', { name: 'Delete for good' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'My CRM');
    await user.click(confirm);
    await waitFor(() => expect(asked).toEqual([{ userHash: 'user_0001' }]));
    expect((await screen.findAllByText('Requested')).length).toBeGreaterThan(1);
  });

  it('deletes the whole product, and says what stays', async () => {
    const user = show(<ProductDataPage />, 'data');
    expect(await screen.findByText('Nothing was deleted yet.')).toBeInTheDocument();
    expect(document.body).toHaveTextContent('Data packs released before stay as they are');
    await screen.findByRole('heading', { level: 1, name: 'My CRM' });
    await user.click(screen.getByRole('button', { name: 'Delete all data' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox'), 'My CRM');
    await user.click(within(dialog).getByRole('button', { name: 'Delete for good' }));
    await waitFor(() => expect(asked).toEqual([{}]));
  });

  it('shows the proof of what was deleted', async () => {
    deletions = [done];
    const user = show(<ProductDataPage />, 'data');
    await user.click(await screen.findByRole('button', { name: 'Proof' }));
    const dialog = await screen.findByRole('dialog', { name: 'Proof of deletion' });
    expect(dialog).toHaveTextContent('events_raw');
    expect(dialog).toHaveTextContent('1,234');
    expect(dialog).toHaveTextContent('cd'.repeat(32));
    expect(dialog).toHaveTextContent('1 file of the event log');
  });
});
