import { createFrontendPlugin, endpoint, useClient } from '@netcrab/plugin-api/frontend';
import { Page } from '@netcrab/ui';
import { testSession } from '@netcrab/ui/testing';
import { useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { z } from 'zod';
import { address, frontends, h1, load, open } from '../portalFixture';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('session', () => {
  const two = testSession({
    orgs: [
      { id: 'org-1', name: 'Northwind', kind: 'both' },
      { id: 'org-2', name: 'Contoso', kind: 'buyer' },
    ],
  });

  test('switching the organisation changes for whom the viewer acts', async () => {
    let asked: unknown;
    server.use(
      http.post('*/api/identity/active-org', async ({ request }) => {
        asked = await request.json();
        return new HttpResponse(null, { status: 204 });
      }),
      http.get('*/api/session', () => HttpResponse.json({ ...two, org: two.orgs[1] })),
    );
    const user = open({ session: two });
    await user.click(await screen.findByRole('button', { name: 'Organisation: Northwind' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Contoso' }));
    expect(await screen.findByText('You now act for Contoso')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Organisation: Contoso' })).toBeVisible();
    expect(asked).toEqual({ orgId: 'org-2' });
  });

  test('a refused switch is said, and nothing changes', async () => {
    server.use(
      http.post('*/api/identity/active-org', () =>
        HttpResponse.json(
          { error: { code: 'not_found', message: 'You no longer belong to Contoso.', requestId: 'req-1' } },
          { status: 404 },
        ),
      ),
    );
    const user = open({ session: two });
    await user.click(await screen.findByRole('button', { name: 'Organisation: Northwind' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Contoso' }));
    expect(await screen.findByText('You no longer belong to Contoso.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Organisation: Northwind' })).toBeVisible();
  });

  test('signing out returns to the start, signed out', async () => {
    server.use(
      http.post('*/api/identity/sign-out', () => new HttpResponse(null, { status: 204 })),
      http.get('*/api/session', () => HttpResponse.json(null)),
    );
    const user = open({ path: '/app/marketplace/my-packs', session: two });
    await h1('My Packs');
    await user.click(screen.getByRole('button', { name: 'Account of Ada Lund' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await h1('How software gets used, without the people in it')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeVisible();
  });
});

test('a session that ended elsewhere turns the page into the sign-in', async () => {
  server.use(
    http.get('*/api/secret', () =>
      HttpResponse.json(
        { error: { code: 'unauthorized', message: 'Sign in.', requestId: 'r' } },
        { status: 401 },
      ),
    ),
    http.get('*/api/session', () => HttpResponse.json(null)),
  );
  const secrets = {
    read: endpoint({ method: 'GET', path: '/api/secret', summary: 'x', access: 'user', output: z.string() }),
  };
  const Secret = () => {
    const client = useClient(secrets);
    useQuery({ queryKey: ['secret'], queryFn: () => client.read() });
    return <Page title="Secret">{null}</Page>;
  };
  const plugin = createFrontendPlugin({
    id: 'admin',
    pages: [
      { path: '/secret', title: 'Secret', access: 'user', load: () => Promise.resolve({ default: Secret }) },
    ],
  });
  open({ path: '/secret', session: testSession(), code: { ...frontends, admin: load(plugin) } });
  await h1('Sign in');
  expect(address()).toBe('/sign-in?next=%2Fsecret');
});
