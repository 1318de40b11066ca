import { type Browser, startIdentity, type IdentityPortal } from '../identity.fixture';
import { startProvider, type Vouched } from './provider.fixture';

const person: Vouched = { id: '1', name: '', email: '', verified: true };
let provider: Awaited<ReturnType<typeof startProvider>>;
let identity: IdentityPortal;
let count = 100;

beforeAll(async () => {
  provider = await startProvider(person);
  identity = await startIdentity({
    config: {
      identity: {
        signIn: { attemptsPerAddress: 1000 },
        oidc: { issuer: provider.url, clientId: 'portal', clientSecret: 's' },
        github: { clientId: 'portal', clientSecret: 's', baseUrl: provider.url, apiUrl: provider.url },
      },
    },
  });
  await identity.org('acme', 'buyer');
});
afterAll(async () => {
  await identity.portal.stop();
  await provider.stop();
});
beforeEach(() => {
  const id = String(count++);
  Object.assign(person, { id, name: `Person ${id}`, email: `p${id}@example.com`, verified: true });
});

describe.each(['oidc', 'github'])('sign-in by %s', name => {
  /** To the provider and back, as its page would send the browser. */
  const trip = async (browser: Browser, next?: string, change: Record<string, string> = {}) => {
    const begun = await browser.get(
      `/auth/${name}${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`,
    );
    expect(begun.status).toBe(302);
    const there = new URL(begun.headers.get('location') ?? '');
    const state = there.searchParams.get('state');
    const query = new URLSearchParams({ code: 'good', ...(state && { state }), ...change });
    const back = await browser.get(`/auth/${name}/callback?${query.toString()}`);
    return { there, back, location: back.headers.get('location') };
  };

  it('asks with PKCE, makes a buyer at the first time and knows them at the second', async () => {
    const browser = identity.browser();
    const { there, back, location } = await trip(browser, '/app/api-keys?q=1');
    expect(there.origin).toBe(provider.url);
    expect(there.searchParams.get('code_challenge_method')).toBe('S256');
    expect(there.searchParams.get('redirect_uri')).toBe(`${identity.portal.baseUrl}/auth/${name}/callback`);
    expect(provider.exchanges.at(-1)?.get('code_verifier')).toMatch(/.{43,}/);
    expect([back.status, location]).toEqual([303, '/app/api-keys?q=1']);
    const first = await browser.session();
    expect(first).toMatchObject({
      user: { name: person.name, email: person.email },
      org: { kind: 'buyer' },
      roles: ['buyer_admin'],
    });
    const again = identity.browser();
    await trip(again);
    expect((await again.session()).user.id).toBe(first.user.id);
    expect((await again.get('/api/identity/profile')).body).toMatchObject({
      providers: [name],
      hasPassword: false,
      emailVerified: true,
    });
  });

  it.each([
    'https://evil.example',
    'https:evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    '%2F%2Fevil.example',
    'javascript:alert(1)',
  ])('does not go on to %j', async next => {
    expect((await trip(identity.browser(), next)).location).toBe('/');
  });

  it('goes on within the portal where the address only looks like another one', async () => {
    for (const next of [
      '/%2F%2Fevil.example',
      '/%5Cevil.example',
      '/@evil.example',
      '/x?next=//evil.example',
    ]) {
      const { location } = await trip(identity.browser(), next);
      const portal = identity.portal.baseUrl;
      expect(new URL(location ?? '', portal).origin).toBe(new URL(portal).origin);
    }
  });
  it('takes no list of addresses to go on to', async () => {
    const { status } = await identity.browser().get(`/auth/${name}?next=/a&next=//evil.example`);
    expect(status).toBe(400);
  });

  it('joins an account whose address was proved, and not one that anybody could have made', async () => {
    await identity.as(`p${person.id}`, 'acme', ['buyer_viewer']);
    const proved = identity.browser();
    await trip(proved);
    expect((await proved.session()).org.id).toBe('acme');

    Object.assign(person, { id: String(count++), email: `squatted-${name}@example.com` });
    await identity.browser().post('/api/identity/sign-up', {
      name: 'Squatter',
      email: person.email,
      password: 'a password of mine',
      organization: 'x',
    });
    const browser = identity.browser();
    expect((await trip(browser, '/x')).location).toBe('/sign-in?problem=email-in-use&next=%2Fx');
    expect(await browser.session()).toBeNull();
  });

  it('takes no address that the provider did not check', async () => {
    person.verified = false;
    expect((await trip(identity.browser())).location).toBe('/sign-in?problem=unverified-email');
  });

  it('leaves somebody who was invited without an org of their own', async () => {
    const admin = await identity.as(`admin-${name}`, 'acme', ['buyer_admin']);
    await admin.post('/api/identity/invitations', { email: person.email, roles: ['buyer_viewer'] });
    const browser = identity.browser();
    await trip(browser);
    expect((await browser.session()).org).toBeNull();
    const token = identity.mailbox.invitationTo(person.email);
    expect((await browser.post('/api/identity/invitations/accept', { token })).status).toBe(204);
    expect((await browser.session()).org.id).toBe('acme');
  });

  it('refuses an answer that this browser did not ask for, a wrong code and a refusal', async () => {
    const stranger = await identity.browser().get(`/auth/${name}/callback?code=good&state=x`);
    expect(stranger.headers.get('location')).toBe('/sign-in?problem=refused');
    const browser = identity.browser();
    expect((await trip(browser, undefined, { code: 'bad' })).location).toBe('/sign-in?problem=refused');
    expect((await trip(browser, undefined, { state: 'forged' })).location).toBe('/sign-in?problem=refused');
    const refused = await browser.get(`/auth/${name}/callback?error=access_denied`);
    expect(refused.headers.get('location')).toBe('/sign-in?problem=refused');
  });
});

it('does not know other providers, nor those that are not set up', async () => {
  expect((await identity.browser().get('/auth/evil')).status).toBe(400);
  const plain = await startIdentity();
  expect((await plain.browser().get('/auth/github')).status).toBe(404);
  expect((await plain.browser().get('/auth/oidc/callback?code=x')).status).toBe(404);
  await plain.portal.stop();
});
