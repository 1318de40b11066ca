import { testDatabases } from '@netcrab/backend/testing';
import { orgClosed } from '../../contract';
import { Browser, password, startIdentity, type IdentityPortal } from '../identity.fixture';

describe.each(testDatabases)('one’s own account on %s', database => {
  let identity: IdentityPortal;
  let count = 0;
  let org: string;
  let name: string;
  beforeAll(async () => {
    identity = await startIdentity({
      database,
      config: { identity: { signIn: { attemptsPerAddress: 1000 } } },
    });
  });
  afterAll(() => identity.portal.stop());
  beforeEach(async () => {
    org = `org${count}`;
    name = `user${count++}`;
    await identity.org(org, 'buyer');
  });

  it('shows and changes the profile', async () => {
    const browser = await identity.as(name, org, ['buyer_viewer']);
    expect((await browser.get('/api/identity/profile')).body).toMatchObject({
      name,
      email: `${name}@example.com`,
      hasPassword: true,
      providers: [],
      memberships: [{ org: { id: org }, roles: ['buyer_viewer'] }],
    });
    const changed = await browser.send('PATCH', '/api/identity/profile', { name: 'Zoë ‹ok›' });
    expect(changed.body.name).toBe('Zoë ‹ok›');
    expect((await browser.session()).user.name).toBe('Zoë ‹ok›');
  });

  it('changes the password with the current one, and ends the other sessions', async () => {
    const browser = await identity.as(name, org, ['buyer_viewer']);
    const other = identity.browser();
    await other.signIn(`${name}@example.com`);
    const change = (current: string) =>
      browser.post('/api/identity/password', { current, next: 'a new fine password' });
    const wrong = await change('wrong password');
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.details[0].field).toBe('body.current');
    expect((await change(password)).status).toBe(204);
    expect(await other.session()).toBeNull();
    expect(await browser.session()).not.toBeNull();
    expect((await identity.browser().signIn(`${name}@example.com`, 'a new fine password')).status).toBe(204);
  });

  it('lists sessions, ends one, and no one else’s', async () => {
    const browser = await identity.as(name, org, ['buyer_viewer']);
    const other = identity.browser();
    await other.signIn(`${name}@example.com`);
    const stranger = await identity.as(`${name}b`, org, ['buyer_viewer']);
    const { sessions } = (await browser.get('/api/identity/sessions')).body;
    expect(sessions).toHaveLength(2);
    const second = sessions.find((one: { current: boolean }) => !one.current);
    expect((await stranger.send('DELETE', `/api/identity/sessions/${second.id}`)).status).toBe(404);
    expect((await browser.send('DELETE', `/api/identity/sessions/${second.id}`)).status).toBe(204);
    expect(await other.session()).toBeNull();
    expect((await browser.send('DELETE', '/api/identity/sessions')).body).toEqual({ ended: 0 });
    const own = sessions.find((one: { current: boolean }) => one.current);
    expect((await browser.send('DELETE', `/api/identity/sessions/${own.id}`)).status).toBe(204);
    expect(await browser.session()).toBeNull();
  });

  it('exports what the portal knows, without the password', async () => {
    const browser = await identity.as(name, org, ['buyer_admin']);
    await browser.post('/api/identity/invitations', {
      email: `x${name}@example.com`,
      roles: ['buyer_viewer'],
    });
    const answer = await browser.get('/api/identity/export');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.body).toMatchObject({
      account: { email: `${name}@example.com` },
      memberships: [{ roles: ['buyer_admin'] }],
      sessions: [{ ip: expect.any(String) }],
      actions: [{ action: 'invitation.sent' }],
    });
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
  });

  describe('deletion', () => {
    const remove = (browser: Browser, secret?: string) =>
      browser.post('/api/identity/account/deletion', secret === undefined ? {} : { password: secret });

    it('erases the person, closes the org left empty and says so beforehand', async () => {
      const closed: string[] = [];
      identity.portal.core.events.subscribe(
        orgClosed,
        `test-${org}`,
        async ({ orgId }) => void closed.push(orgId),
      );
      const browser = await identity.as(name, org, ['buyer_admin']);
      const kept = browser.cookie;
      expect((await browser.get('/api/identity/account/deletion')).body).toMatchObject({
        blockedBy: [],
        closes: [{ id: org }],
        hasPassword: true,
      });
      expect((await remove(browser)).status).toBe(400);
      expect((await remove(browser, 'wrong password')).status).toBe(400);
      expect((await remove(browser, password)).status).toBe(204);
      expect(await Browser.with(() => identity.portal, kept).session()).toBeNull();
      expect((await identity.browser().signIn(`${name}@example.com`)).status).toBe(401);
      const rows = JSON.stringify(await identity.portal.core.database.knex('users').select());
      expect(rows).not.toContain(`${name}@example.com`);
      await identity.portal.core.events.drained();
      expect(closed).toEqual([org]);
      const again = await identity
        .browser()
        .post('/api/identity/sign-up', { name, email: `${name}@example.com`, password, organization: 'New' });
      expect(again.status).toBe(204);
    });

    it('waits while others would be left without an admin', async () => {
      const browser = await identity.as(name, org, ['buyer_admin']);
      await identity.as(`${name}c`, org, ['buyer_viewer']);
      expect((await browser.get('/api/identity/account/deletion')).body.blockedBy).toMatchObject([
        { id: org },
      ]);
      const refused = await remove(browser, password);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain(`${org} Inc`);
      expect(await browser.session()).not.toBeNull();
    });

    it('leaves one admin when the last two go at once', async () => {
      const one = await identity.as(name, org, ['buyer_admin']);
      const two = await identity.as(`${name}d`, org, ['buyer_admin']);
      await identity.as(`${name}e`, org, ['buyer_viewer']);
      const answers = await Promise.all([remove(one, password), remove(two, password)]);
      expect(answers.map(answer => answer.status).sort()).toEqual([204, 409]);
    });
  });
});
