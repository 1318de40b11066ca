import type { PortalSession } from '@netcrab/plugin-api/frontend';
import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { InvitationView, MemberView } from '../../contract';
import MembersPage from './MembersPage';

const members: MemberView[] = [
  { userId: 'user-1', name: 'Ada Lund', email: 'ada@example.com', roles: ['buyer_admin'], joinedAt: 1 },
  { userId: 'user-2', name: 'Bo Ek', email: 'bo@example.com', roles: ['buyer_viewer'], joinedAt: 2 },
  { userId: 'user-3', name: 'Cy Ros', email: 'cy@example.com', roles: ['seller_admin'], joinedAt: 3 },
];
const invitation: InvitationView = {
  id: 'i-1',
  email: 'new@example.com',
  roles: ['buyer_viewer'],
  invitedBy: 'Ada Lund',
  createdAt: 1,
  sentAt: 1,
  expiresAt: 2,
  expired: true,
};
const requests: Array<{ method: string; path: string; body: unknown }> = [];
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  requests.length = 0;
  server.use(
    http.get('/api/identity/members', () => HttpResponse.json({ members })),
    http.get('/api/identity/invitations', () => HttpResponse.json({ invitations: [invitation] })),
  );
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const record = async ({ request }: { request: Request }) => {
  const text = await request.text();
  const { pathname } = new URL(request.url);
  requests.push({ method: request.method, path: pathname, body: text ? JSON.parse(text) : undefined });
  return new HttpResponse(null, { status: 204 });
};
const show = (session: Partial<PortalSession> = {}) =>
  render(
    <TestPortal session={testSession({ permissions: ['members:manage'], ...session })}>
      <MembersPage />
    </TestPortal>,
  );

it('shows viewers who is there, and nothing to change', async () => {
  show({ permissions: [], roles: ['buyer_viewer'] });
  expect(await screen.findByText('bo@example.com')).toBeInTheDocument();
  expect(screen.getByText('Ada Lund (you)')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Invite|Remove|Roles/ })).toBeNull();
});

it('removes a member after asking', async () => {
  const user = userEvent.setup();
  server.use(http.delete('/api/identity/members/:id', record));
  show();
  await user.click(await screen.findByRole('button', { name: 'Remove Bo Ek' }));
  expect(requests).toEqual([]);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove member' }));
  await waitFor(() => expect(requests).toMatchObject([{ path: '/api/identity/members/user-2' }]));
  expect(await screen.findByText('Bo Ek is removed.')).toBeInTheDocument();
});

it('offers neither the removal of oneself nor of the other side’s admins', async () => {
  show();
  await screen.findByText('bo@example.com');
  expect(screen.queryByRole('button', { name: 'Remove Ada Lund' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Remove Cy Ros' })).toBeNull();
});

it('keeps the dialog open with the reason when the roles are refused', async () => {
  const user = userEvent.setup();
  server.use(
    http.put('/api/identity/members/user-1/roles', () =>
      HttpResponse.json(
        { error: { code: 'conflict', message: 'Without a buyer admin.', requestId: 'r' } },
        { status: 409 },
      ),
    ),
  );
  show();
  await user.click(await screen.findByRole('button', { name: 'Roles of Ada Lund' }));
  const dialog = screen.getByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: /Buyer admin/ }));
  expect(within(dialog).getByRole('button', { name: 'Save roles' })).toBeDisabled();
  await user.click(within(dialog).getByRole('checkbox', { name: /Buyer viewer/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Save roles' }));
  expect(await within(dialog).findByText('Without a buyer admin.')).toBeInTheDocument();
});

it('invites with the roles the viewer may give', async () => {
  const user = userEvent.setup();
  server.use(
    http.post('/api/identity/invitations', async ({ request }) => {
      requests.push({ method: 'POST', path: '', body: await request.json() });
      return HttpResponse.json(invitation, { status: 201 });
    }),
  );
  show();
  await user.click(await screen.findByRole('button', { name: 'Invite' }));
  const dialog = screen.getByRole('dialog');
  expect(within(dialog).queryByRole('checkbox', { name: /Seller admin/ })).toBeNull();
  await user.type(within(dialog).getByLabelText('E-mail'), 'new@example.com');
  await user.click(within(dialog).getByRole('button', { name: 'Send invitation' }));
  await waitFor(() =>
    expect(requests).toMatchObject([{ body: { email: 'new@example.com', roles: ['buyer_viewer'] } }]),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('marks an invitation that is over, and revokes it after asking', async () => {
  const user = userEvent.setup();
  server.use(http.delete('/api/identity/invitations/:id', record));
  show();
  expect(await screen.findByText('Over its time')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Revoke the invitation to new@example.com' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Revoke invitation' }));
  await waitFor(() => expect(requests).toMatchObject([{ path: '/api/identity/invitations/i-1' }]));
});
