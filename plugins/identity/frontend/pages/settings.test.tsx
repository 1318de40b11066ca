import type { PortalSession } from '@netcrab/plugin-api/frontend';
import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import AccountPage from './AccountPage';
import ForgotPasswordPage from './ForgotPasswordPage';
import InvitationPage from './InvitationPage';
import OrganizationPage from './OrganizationPage';
import ProfilePage from './ProfilePage';
import SessionsPage from './SessionsPage';

const sent: Array<{ path: string; body: unknown }> = [];
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => void (sent.length = 0));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const record = async ({ request }: { request: Request }) => {
  const text = await request.text();
  sent.push({ path: new URL(request.url).pathname, body: text ? JSON.parse(text) : undefined });
  return new HttpResponse(null, { status: 204 });
};
const show = (page: ReactNode, session: PortalSession | null = testSession(), path = '/', route?: string) => {
  render(
    <TestPortal session={session} path={path} route={route}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};
const org = { id: 'org-1', name: 'Northwind', kind: 'buyer', createdAt: 1 } as const;

describe('the organisation', () => {
  it('lets an admin start selling, after saying what that means', async () => {
    server.use(
      http.get('/api/identity/organization', () => HttpResponse.json(org)),
      http.patch('/api/identity/organization', async ({ request }) => {
        sent.push({ path: '', body: await request.json() });
        return HttpResponse.json({ ...org, kind: 'both' });
      }),
    );
    const user = show(<OrganizationPage />, testSession({ permissions: ['org:manage'] }));
    await user.click(await screen.findByRole('button', { name: 'Start selling' }));
    expect(sent).toEqual([]);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Start selling' }));
    await waitFor(() => expect(sent).toEqual([{ path: '', body: { kind: 'both' } }]));
  });

  it('offers viewers no change', async () => {
    server.use(http.get('/api/identity/organization', () => HttpResponse.json(org)));
    show(<OrganizationPage />);
    expect(await screen.findByText('An admin of it can add the other side here.')).toBeInTheDocument();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('the sessions', () => {
  const sessions = [
    {
      id: 's-1',
      current: true,
      userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
      ip: '::1',
      createdAt: 1,
      lastSeenAt: 2,
    },
    { id: 's-2', current: false, userAgent: 'curl/8', ip: '10.0.0.9', createdAt: 1, lastSeenAt: 2 },
  ];
  it('names devices, marks this one and ends another', async () => {
    server.use(
      http.get('/api/identity/sessions', () => HttpResponse.json({ sessions })),
      http.delete('/api/identity/sessions/:id', record),
    );
    const user = show(<SessionsPage />);
    expect(await screen.findByText('Firefox on Linux')).toBeInTheDocument();
    expect(screen.getByText('This session')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Sign out curl/8' }));
    await waitFor(() => expect(sent).toMatchObject([{ path: '/api/identity/sessions/s-2' }]));
  });
});

describe('the profile', () => {
  it('puts a wrong current password beside its field', async () => {
    server.use(
      http.get('/api/identity/profile', () =>
        HttpResponse.json({
          id: 'user-1',
          name: 'Ada',
          email: 'ada@example.com',
          emailVerified: true,
          hasPassword: true,
          providers: [],
          createdAt: 1,
          memberships: [],
        }),
      ),
      http.post('/api/identity/password', () =>
        HttpResponse.json(
          {
            error: {
              code: 'invalid_request',
              message: 'no',
              requestId: 'r',
              details: [{ field: 'body.current', message: 'That is not your current password.' }],
            },
          },
          { status: 400 },
        ),
      ),
    );
    const user = show(<ProfilePage />);
    await user.type(await screen.findByLabelText('Current password'), 'wrong');
    await user.type(screen.getByLabelText('New password'), 'a fine password');
    await user.click(screen.getByRole('button', { name: 'Change password' }));
    expect(await screen.findByText('That is not your current password.')).toBeInTheDocument();
    expect(screen.getByLabelText('Current password')).toHaveFocus();
  });
});

describe('deleting the account', () => {
  const preview = { blockedBy: [], closes: [org], leaves: [], hasPassword: true };
  it('says what it means, and wants the password and the address', async () => {
    server.use(
      http.get('/api/identity/account/deletion', () => HttpResponse.json(preview)),
      http.post('/api/identity/account/deletion', record),
    );
    const user = show(<AccountPage />);
    expect(await screen.findByText(/Northwind is closed/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Delete my account' }));
    expect(await screen.findByText('Enter your password.')).toBeInTheDocument();
    await user.type(screen.getByLabelText('Your password'), 'secret');
    await user.click(screen.getByRole('button', { name: 'Delete my account' }));
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Delete for good' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'ada@example.com');
    await user.click(confirm);
    await waitFor(() => expect(sent).toMatchObject([{ body: { password: 'secret' } }]));
  });

  it('says who has to become admin first', async () => {
    server.use(
      http.get('/api/identity/account/deletion', () =>
        HttpResponse.json({ ...preview, closes: [], blockedBy: [org] }),
      ),
    );
    show(<AccountPage />);
    expect(await screen.findByText(/you are the last admin of Northwind/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Delete my account' })).toBeNull();
  });
});

describe('an invitation', () => {
  const invitation = {
    org: { id: 'org-1', name: 'Northwind', kind: 'buyer' },
    email: 'ada@example.com',
    roles: ['buyer_viewer'],
    invitedBy: 'Bo Ek',
    expiresAt: Date.now() + 1e6,
    hasAccount: false,
  };
  const open = (answer: Partial<typeof invitation>, session: PortalSession | null) => {
    server.use(
      http.post('/api/identity/invitations/look-up', () => HttpResponse.json({ ...invitation, ...answer })),
      http.post('/api/identity/invitations/accept', record),
    );
    return show(<InvitationPage />, session, '/invitations/a.b.c', '/invitations/:token');
  };

  it('makes an account for somebody new', async () => {
    const user = open({}, null);
    await user.type(await screen.findByLabelText('Your name'), 'Ada');
    await user.type(screen.getByLabelText('Password'), 'a fine password');
    await user.click(screen.getByRole('button', { name: 'Create account and join' }));
    const body = { token: 'a.b.c', account: { name: 'Ada', password: 'a fine password' } };
    await waitFor(() => expect(sent).toMatchObject([{ body }]));
  });

  it('sends somebody known to the sign-in and back', async () => {
    open({ hasAccount: true }, null);
    const link = await screen.findByRole('link', { name: 'Sign in to accept' });
    expect(link).toHaveAttribute('href', '/sign-in?next=%2Finvitations%2Fa.b.c');
  });

  it('lets the invited person join with one click, and another sign out', async () => {
    const user = open({}, testSession());
    await user.click(await screen.findByRole('button', { name: 'Join Northwind' }));
    await waitFor(() => expect(sent).toMatchObject([{ body: { token: 'a.b.c' } }]));
  });

  it('tells somebody else that it is not theirs', async () => {
    open({ email: 'other@example.com' }, testSession());
    expect(await screen.findByText(/Sign out to accept as other@example.com/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Join/ })).toBeNull();
  });
});

it('says the same after asking for a link, whoever asks', async () => {
  server.use(http.post('/api/identity/password-reset', record));
  const user = show(<ForgotPasswordPage />, null);
  await user.type(screen.getByLabelText('E-mail'), 'ada@example.com{Enter}');
  expect(await screen.findByText(/If an account has this address/)).toBeInTheDocument();
});
