import { testDatabases } from '@netcrab/backend/testing';
import { demoPersonas, identityRef } from '../../contract';
import { Browser, password, startIdentity, type IdentityPortal } from '../identity.fixture';

const account = { name: 'Ada Lund', email: 'Ada@Example.com', password, organization: 'Northwind' };

describe.each(testDatabases)('signing in on %s', database => {
  let identity: IdentityPortal;
  beforeAll(async () => {
    identity = await startIdentity({
      database,
      config: { identity: { signIn: { attemptsPerAddress: 1000 } } },
    });
  });
  afterAll(() => identity.portal.stop());

  it('signs up a buyer, who is admin of a new org and signed in', async () => {
    const browser = identity.browser();
    expect(await browser.session()).toBeNull();
    expect((await browser.post('/api/identity/sign-up', account)).status).toBe(204);
    const session = await browser.session();
    expect(session).toMatchObject({
      user: { name: 'Ada Lund', email: 'Ada@Example.com' },
      org: { name: 'Northwind', kind: 'buyer' },
      roles: ['buyer_admin'],
    });
    expect(session.permissions.sort()).toEqual(['members:manage', 'org:manage']);
    expect(await identity.audited('org.created')).toHaveLength(1);
    expect(await identity.audited('membership.added')).toHaveLength(1);
  });

  it('knows an address whatever its case, and refuses a second account for it', async () => {
    expect((await identity.browser().signIn('aDa@example.COM')).status).toBe(204);
    const again = await identity
      .browser()
      .post('/api/identity/sign-up', { ...account, email: 'ada@EXAMPLE.com' });
    expect(again.status).toBe(409);
    expect(again.body.error.details[0].field).toBe('body.email');
  });

  it('makes one account when two sign up with an address at once', async () => {
    const both = await Promise.all(
      [1, 2].map(() =>
        identity.browser().post('/api/identity/sign-up', { ...account, email: 'twice@example.com' }),
      ),
    );
    expect(both.map(answer => answer.status).sort()).toEqual([204, 409]);
  });

  it('answers an unknown address and a wrong password alike', async () => {
    const unknown = await identity.browser().signIn('nobody@example.com');
    const wrong = await identity.browser().signIn('ada@example.com', 'not the password');
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    expect(unknown.body.error.message).toBe(wrong.body.error.message);
  });

  it('keeps sign-ins at the same moment apart', async () => {
    await identity.org('apart', 'buyer');
    const people = ['one', 'two', 'three', 'four'];
    for (const name of people) await identity.as(name, 'apart', ['buyer_viewer']);
    const names = await Promise.all(
      people.map(async name => {
        const browser = identity.browser();
        await browser.signIn(`${name}@example.com`);
        return (await browser.session()).user.name;
      }),
    );
    expect(names).toEqual(people);
  });

  it('gives a new session id at sign-in: one planted before is worth nothing', async () => {
    const browser = identity.browser();
    await browser.signIn('ada@example.com');
    const planted = browser.cookie;
    await browser.signIn('ada@example.com');
    expect(browser.cookie).not.toBe(planted);
    expect(await Browser.with(() => identity.portal, planted).session()).toBeNull();
  });

  it('ends a session at sign-out on the server, not only in the browser', async () => {
    const browser = identity.browser();
    await browser.signIn('ada@example.com');
    const kept = browser.cookie;
    expect((await browser.post('/api/identity/sign-out')).status).toBe(204);
    expect(await browser.session()).toBeNull();
    expect(await Browser.with(() => identity.portal, kept).session()).toBeNull();
  });

  it('refuses a sign-in that another site sends', async () => {
    const answer = await identity
      .browser()
      .post(
        '/api/identity/sign-in',
        { email: 'ada@example.com', password },
        { 'sec-fetch-site': 'cross-site' },
      );
    expect(answer.status).toBe(403);
  });

  it.each([
    ['a control character', { name: 'Ada\u0000' }],
    ['turned text', { name: 'Ada \u202egro' }],
    ['a link in a name', { name: 'Win at https://example.test' }],
    ['a blank org', { organization: '   ' }],
    ['a line break in the address', { email: 'ada@example.com\nbcc: all@example.com' }],
    ['an endless address', { email: `${'a'.repeat(300)}@example.com` }],
    ['a short password', { password: 'short' }],
    ['an endless password', { password: 'ab1!'.repeat(1000) }],
    ['a password of one letter', { password: 'aaaaaaaaaaaa' }],
    ['an unknown field', { roles: ['platform_admin'] }],
    ['an object for text', { email: { $ne: '' } }],
  ])('refuses %s at sign-up', async (_, change) => {
    const answer = await identity
      .browser()
      .post('/api/identity/sign-up', { ...account, email: 'new@example.com', ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details[0].field).toContain(`body.${Object.keys(change)[0]}`);
  });

  it('takes hostile text as text', async () => {
    const hostile = `Robert'); DROP TABLE users;-- <script>alert(1)</script>`;
    const browser = identity.browser();
    await browser.post('/api/identity/sign-up', { ...account, email: 'bobby@example.com', name: hostile });
    expect((await browser.session()).user.name).toBe(hostile);
    expect((await identity.browser().signIn("' or '1'='1@example.com")).status).toBe(400);
  });

  it('switches between the orgs of a user and to no other', async () => {
    await identity.org('acme', 'seller');
    await identity.org('other', 'seller');
    const service = identity.portal.service(identityRef);
    const browser = await identity.as('multi', 'acme', ['seller_admin']);
    await service.ensureUser({
      email: 'multi@example.com',
      name: '',
      password: '',
      memberships: [{ orgId: await identity.org('globex', 'buyer'), roles: ['buyer_viewer'] }],
    });
    expect((await browser.session()).org.id).toBe('acme');
    expect((await browser.post('/api/identity/active-org', { orgId: 'globex' })).status).toBe(204);
    expect(await browser.session()).toMatchObject({
      org: { id: 'globex' },
      roles: ['buyer_viewer'],
      permissions: [],
      orgs: [{ id: 'acme' }, { id: 'globex' }],
    });
    expect((await browser.post('/api/identity/active-org', { orgId: 'other' })).status).toBe(404);
  });

  it('has no demo sign-in outside the demo', async () => {
    expect((await identity.browser().post('/api/identity/demo-sign-in', { persona: 'admin' })).status).toBe(
      404,
    );
  });
});

describe('throttling', () => {
  let identity: IdentityPortal;
  beforeEach(async () => {
    identity = await startIdentity({
      config: { identity: { signIn: { attemptsPerAccount: 3, attemptsPerAddress: 5, windowMinutes: 10 } } },
    });
    await identity.org('acme', 'buyer');
  });
  afterEach(() => identity.portal.stop());

  it('lets an account have so many attempts, however many come at once, then says when to try again', async () => {
    await identity.as('ada', 'acme', ['buyer_admin']);
    const answers = await Promise.all(
      [1, 2, 3].map(() => identity.browser().signIn('ADA@example.com', 'wrong password')),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([401, 401, 429]);
    const refused = answers.find(answer => answer.status === 429);
    expect(refused?.body.error).toMatchObject({
      code: 'rate_limited',
      message: expect.stringContaining('minutes'),
    });
    const wait = Number(refused?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(660);
    identity.portal.clock.advance(wait * 1000 + 60_000);
    expect((await identity.browser().signIn('ada@example.com')).status).toBe(204);
  });

  it('lets an address have so many attempts over all accounts', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await identity.browser().signIn(`a${i}@example.com`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('in the demo', () => {
  let identity: IdentityPortal;
  beforeAll(async () => {
    const { createBackendPlugin } = await import('@netcrab/plugin-api/backend');
    const { default: plugin } = await import('../plugin');
    identity = await startIdentity({
      plugins: [plugin, createBackendPlugin({ id: 'demo', needs: {}, start() {} })],
    });
  });
  afterAll(() => identity.portal.stop());

  it('signs in as a persona once the demo made it', async () => {
    const browser = identity.browser();
    expect((await browser.post('/api/identity/demo-sign-in', { persona: 'buyer' })).status).toBe(404);
    const orgId = await identity.org('acme', 'buyer');
    await identity.portal.service(identityRef).ensureUser({
      ...demoPersonas[0],
      password: '',
      memberships: [{ orgId, roles: ['buyer_admin'] }],
    });
    expect((await browser.post('/api/identity/demo-sign-in', { persona: 'buyer' })).status).toBe(204);
    expect(await browser.session()).toMatchObject({ user: { name: 'Bea Buyer' }, org: { id: 'acme' } });
    expect((await browser.post('/api/identity/demo-sign-in', { persona: 'root' })).status).toBe(400);
  });
});
