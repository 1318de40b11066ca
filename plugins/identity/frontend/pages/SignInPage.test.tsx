import { TestPortal, testSession, type TestPortalProps } from '@netcrab/ui/testing';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { useState, type ReactNode } from 'react';
import SignInPage from './SignInPage';
import SignUpPage from './SignUpPage';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const refusal = (status: number, code: string, message: string, details?: unknown) =>
  HttpResponse.json({ error: { code, message, requestId: 'r-1', details } }, { status });

/** A portal whose session comes with the first refresh, as after a sign-in. */
function Signing({ page, ...props }: Partial<TestPortalProps> & { page?: ReactNode }) {
  const [session, setSession] = useState(props.session ?? null);
  return (
    <TestPortal
      route="/sign-in"
      {...props}
      session={session}
      refreshSession={async () => act(() => setSession(testSession()))}
    >
      {page ?? <SignInPage />}
    </TestPortal>
  );
}
const address = () => screen.getByTestId('location').textContent;

describe('the sign-in page', () => {
  it('signs in and goes on to where the visitor wanted', async () => {
    const user = userEvent.setup();
    let sent: unknown;
    server.use(
      http.post('/api/identity/sign-in', async ({ request }) => {
        sent = await request.json();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    render(<Signing path="/sign-in?next=%2Fapp%2Fapi-keys%3Fq%3D1" />);
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(address()).toBe('/app/api-keys?q=1'));
    expect(sent).toEqual({ email: 'ada@example.com', password: 'correct horse' });
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'does not go on to %s',
    next => {
      render(<Signing path={`/sign-in?next=${encodeURIComponent(next)}`} session={testSession()} />);
      expect(address()).toBe('/');
    },
  );

  it('names what is missing beside its field, and focuses the first', async () => {
    const user = userEvent.setup();
    render(<Signing path="/sign-in" />);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Enter your password.')).toBeInTheDocument();
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(screen.getByLabelText('E-mail')).toBeInvalid();
  });

  it('says what the server refused', async () => {
    const user = userEvent.setup();
    server.use(
      http.post('/api/identity/sign-in', () => refusal(429, 'rate_limited', 'Try again in 3 minutes.')),
    );
    render(<Signing path="/sign-in" />);
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'x{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Try again in 3 minutes.');
  });

  it('lets password managers fill it, and the password be looked at', async () => {
    const user = userEvent.setup();
    render(<Signing path="/sign-in" />);
    const password = screen.getByLabelText('Password');
    expect(screen.getByLabelText('E-mail')).toHaveAttribute('autocomplete', 'username');
    expect(password).toHaveAttribute('autocomplete', 'current-password');
    expect(password).toHaveAttribute('type', 'password');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(password).toHaveAttribute('type', 'text');
  });

  it('offers the personas in the demo only', async () => {
    const user = userEvent.setup();
    let persona: unknown;
    server.use(
      http.post('/api/identity/demo-sign-in', async ({ request }) => {
        persona = await request.json();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { unmount } = render(<Signing path="/sign-in" />);
    expect(screen.queryByText(/Continue as/)).toBeNull();
    unmount();
    render(<Signing path="/sign-in" boot={{ demo: true }} />);
    await user.click(screen.getByRole('button', { name: 'Continue as seller' }));
    await waitFor(() => expect(address()).toBe('/'));
    expect(persona).toEqual({ persona: 'seller' });
  });

  it('offers the services that the portal is set up for, and explains what they refused', () => {
    const plugins = [
      { id: 'identity', status: 'ready', reason: null, config: { oidc: { label: 'Acme SSO' } } } as const,
    ];
    render(<Signing path="/sign-in?problem=email-in-use&next=%2Fx" boot={{ plugins }} />);
    const link = screen.getByRole('link', { name: 'Continue with Acme SSO' });
    expect(link).toHaveAttribute('href', 'http://localhost/auth/oidc?next=%2Fx');
    expect(screen.queryByText(/GitHub/)).toBeNull();
    expect(screen.getByRole('alert')).toHaveTextContent('Choose a new password by mail once');
  });
});

describe('the sign-up page', () => {
  it('shows a refused field beside it', async () => {
    const user = userEvent.setup();
    server.use(
      http.post('/api/identity/sign-up', () =>
        refusal(409, 'conflict', 'An account with this e-mail exists.', [
          { field: 'body.email', message: 'An account with this e-mail exists.' },
        ]),
      ),
    );
    render(<Signing path="/sign-up" route="/sign-up" page={<SignUpPage />} />);
    await user.type(screen.getByLabelText('Your name'), 'Ada');
    await user.type(screen.getByLabelText('Organisation'), 'Northwind');
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('An account with this e-mail exists.')).toBeInTheDocument();
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
  });
});
