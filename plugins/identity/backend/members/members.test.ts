import { testDatabases } from '@netcrab/backend/testing';
import { identityRef } from '../../contract';
import { password, startIdentity, type IdentityPortal } from '../identity.fixture';

const members = '/api/identity/members';
const invitations = '/api/identity/invitations';
const day = 24 * 60 * 60 * 1000;

describe.each(testDatabases)('members on %s', database => {
  let identity: IdentityPortal;
  let org: string;
  let count = 0;
  beforeAll(async () => {
    identity = await startIdentity({
      database,
      config: { identity: { signIn: { attemptsPerAddress: 10_000 } } },
    });
  });
  afterAll(() => identity.portal.stop());
  beforeEach(async () => {
    org = `org${count++}`;
    await identity.org(org, 'both');
  });

  const idOf = async (browser: { session(): Promise<{ user: { id: string } }> }) =>
    (await browser.session()).user.id;
  const setRoles = async (
    by: Awaited<ReturnType<IdentityPortal['as']>>,
    of: Awaited<ReturnType<IdentityPortal['as']>>,
    roles: string[],
  ) => by.send('PUT', `${members}/${await idOf(of)}/roles`, { roles });

  it('lists members by name, to viewers too, and to nobody else', async () => {
    await identity.as(`zoe-${org}`, org, ['buyer_admin', 'seller_admin']);
    const viewer = await identity.as(`abe-${org}`, org, ['buyer_viewer']);
    const { body } = await viewer.get(members);
    expect(body.members).toMatchObject([
      { name: `abe-${org}`, roles: ['buyer_viewer'] },
      { name: `zoe-${org}`, roles: ['buyer_admin', 'seller_admin'] },
    ]);
    expect((await identity.browser().get(members)).status).toBe(401);
    expect((await viewer.get(invitations)).status).toBe(403);
    expect((await viewer.post(invitations, { email: 'x@example.com', roles: ['buyer_viewer'] })).status).toBe(
      403,
    );
  });

  it('changes roles at once for sessions that are open, and audits before and after', async () => {
    const admin = await identity.as(`admin-${org}`, org, ['buyer_admin']);
    const other = await identity.as(`other-${org}`, org, ['buyer_viewer']);
    expect((await other.session()).permissions).toEqual([]);
    expect((await setRoles(admin, other, ['buyer_admin'])).body.roles).toEqual(['buyer_admin']);
    expect((await other.session()).permissions).toContain('members:manage');
    expect(await identity.audited('membership.changed')).toMatchObject([
      { orgId: org, before: { roles: ['buyer_viewer'] }, after: { roles: ['buyer_admin'] } },
    ]);
  });

  it('lets admins of one side neither give nor take roles of the other, nor the platform’s', async () => {
    const buyer = await identity.as(`buyer-${org}`, org, ['buyer_admin']);
    const seller = await identity.as(`seller-${org}`, org, ['seller_admin']);
    expect((await setRoles(buyer, buyer, ['buyer_admin', 'seller_admin'])).status).toBe(403);
    expect((await setRoles(buyer, buyer, ['buyer_admin', 'platform_admin'])).status).toBe(403);
    expect((await setRoles(buyer, seller, ['buyer_viewer'])).status).toBe(403);
    expect((await buyer.send('DELETE', `${members}/${await idOf(seller)}`)).status).toBe(403);
    const invited = await buyer.post(invitations, { email: 'p@example.com', roles: ['platform_admin'] });
    expect(invited.status).toBe(403);
  });

  it('keeps the last admin of each side', async () => {
    const admin = await identity.as(`admin-${org}`, org, ['buyer_admin', 'seller_admin']);
    await identity.as(`other-${org}`, org, ['buyer_admin']);
    const lost = await setRoles(admin, admin, ['buyer_admin']);
    expect(lost.status).toBe(409);
    expect(lost.body.error.message).toContain('without a seller admin');
    expect((await admin.post('/api/identity/leave')).status).toBe(409);
    expect((await setRoles(admin, admin, ['seller_admin'])).status).toBe(200);
  });

  it('keeps one admin when two take each other’s role at once', async () => {
    const one = await identity.as(`one-${org}`, org, ['buyer_admin']);
    const two = await identity.as(`two-${org}`, org, ['buyer_admin']);
    const answers = await Promise.all([
      setRoles(one, two, ['buyer_viewer']),
      setRoles(two, one, ['buyer_viewer']),
      one.post('/api/identity/leave'),
      two.post('/api/identity/leave'),
    ]);
    expect(answers.filter(answer => answer.status < 300).length).toBeGreaterThan(0);
    const left = await identity.portal.service(identityRef).members(org as never);
    expect(left.filter(member => member.roles.includes('buyer_admin'))).toHaveLength(1);
  });

  it('removes a member, whose open session then acts for another org or none', async () => {
    const admin = await identity.as(`admin-${org}`, org, ['buyer_admin']);
    const gone = await identity.as(`gone-${org}`, org, ['buyer_viewer']);
    const id = await idOf(gone);
    expect((await admin.send('DELETE', `${members}/${id}`)).status).toBe(204);
    expect(await gone.session()).toMatchObject({ org: null, orgs: [], roles: [] });
    expect((await gone.get(members)).status).toBe(403);
    expect((await admin.send('DELETE', `${members}/${id}`)).status).toBe(404);
  });

  it('treats members of another org as not there', async () => {
    const admin = await identity.as(`admin-${org}`, org, ['buyer_admin']);
    await identity.org(`${org}-b`, 'buyer');
    const stranger = await identity.as(`stranger-${org}`, `${org}-b`, ['buyer_admin']);
    expect((await setRoles(admin, stranger, ['buyer_viewer'])).status).toBe(404);
    const invited = await stranger.post(invitations, {
      email: `x-${org}@example.com`,
      roles: ['buyer_viewer'],
    });
    expect((await admin.send('DELETE', `${invitations}/${invited.body.id}`)).status).toBe(404);
    expect((await admin.post(`${invitations}/${invited.body.id}/resend`)).status).toBe(404);
  });

  it('refuses roles that the kind of the org has no use for', async () => {
    await identity.org(`${org}-s`, 'seller');
    const admin = await identity.as(`admin-${org}`, `${org}-s`, ['seller_admin', 'platform_admin']);
    const answer = await admin.post(invitations, { email: 'b@example.com', roles: ['buyer_viewer'] });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details[0].field).toBe('body.roles');
  });

  describe('invitations', () => {
    const invite = async (email: string, roles = ['buyer_viewer']) => {
      const admin = await identity.as(`admin-${org}`, org, ['buyer_admin']);
      const answer = await admin.post(invitations, { email, roles });
      return { admin, answer, token: identity.mailbox.invitationTo(email) };
    };
    const accept = (token: string, account?: object) =>
      identity.browser().post(`${invitations}/accept`, { token, account });
    const account = { name: 'New Person', password };

    it('makes an account, joins and signs in', async () => {
      const email = `new-${org}@example.com`;
      const { answer, token, admin } = await invite(email);
      expect(answer.status).toBe(201);
      const browser = identity.browser();
      expect((await browser.post(`${invitations}/look-up`, { token })).body).toMatchObject({
        org: { id: org },
        email,
        roles: ['buyer_viewer'],
        invitedBy: `admin-${org}`,
        hasAccount: false,
      });
      expect((await browser.post(`${invitations}/accept`, { token })).status).toBe(400);
      expect((await browser.post(`${invitations}/accept`, { token, account })).status).toBe(204);
      expect(await browser.session()).toMatchObject({ org: { id: org }, roles: ['buyer_viewer'] });
      expect((await admin.get(invitations)).body.invitations).toEqual([]);
    });

    it('counts once, however often and fast the link is used', async () => {
      const { token } = await invite(`once-${org}@example.com`);
      const answers = await Promise.all([1, 2, 3].map(() => accept(token, account)));
      expect(answers.filter(answer => answer.status === 204)).toHaveLength(1);
      expect((await accept(token, account)).status).toBe(404);
    });

    it('works neither revoked nor after its time', async () => {
      const { admin, answer, token } = await invite(`late-${org}@example.com`);
      identity.portal.clock.advance(7 * day);
      expect((await accept(token, account)).status).toBe(404);
      expect((await admin.get(invitations)).body.invitations[0].expired).toBe(true);
      const again = await admin.post(`${invitations}/${answer.body.id}/resend`);
      expect(again.body.expired).toBe(false);
      const fresh = identity.mailbox.invitationTo(`late-${org}@example.com`);
      expect(fresh).not.toBe(token);
      expect((await admin.send('DELETE', `${invitations}/${answer.body.id}`)).status).toBe(204);
      expect((await accept(fresh, account)).status).toBe(404);
    });

    it('stops the earlier link when it is sent again', async () => {
      const email = `twice-${org}@example.com`;
      const { admin, answer, token } = await invite(email);
      await admin.post(`${invitations}/${answer.body.id}/resend`);
      expect((await accept(token, account)).status).toBe(404);
      expect((await accept(identity.mailbox.invitationTo(email), account)).status).toBe(204);
    });

    it('takes no token that was changed or made up', async () => {
      const { token } = await invite(`forge-${org}@example.com`);
      const [data, ...rest] = token.split('.');
      const forged = [Buffer.from('other 1').toString('base64url'), ...rest].join('.');
      for (const bad of [forged, `${data}.9999999999999.x`, 'nonsense', `${token}x`]) {
        expect((await accept(bad, account)).status).toBe(404);
      }
    });

    it('joins an account that is there only when it is signed in, and only the invited one', async () => {
      const { token } = await invite(`known-${org}@example.com`, ['buyer_admin']);
      const other = await identity.as(`nosy-${org}`, org, []);
      expect((await other.post(`${invitations}/accept`, { token })).status).toBe(403);
      const known = await identity.as(`known-${org}`, org, []);
      expect((await accept(token, account)).status).toBe(409);
      expect((await known.session()).org).toBeNull();
      expect((await known.post(`${invitations}/accept`, { token })).status).toBe(204);
      expect(await known.session()).toMatchObject({ org: { id: org }, roles: ['buyer_admin'] });
    });

    it('refuses members and addresses invited already, until the earlier one is over', async () => {
      const email = `dup-${org}@example.com`;
      const { admin } = await invite(email);
      expect(
        (await admin.post(invitations, { email: email.toUpperCase(), roles: ['buyer_viewer'] })).status,
      ).toBe(409);
      expect(
        (await admin.post(invitations, { email: `admin-${org}@example.com`, roles: ['buyer_viewer'] }))
          .status,
      ).toBe(409);
      identity.portal.clock.advance(8 * day);
      expect((await admin.post(invitations, { email, roles: ['buyer_admin'] })).status).toBe(201);
    });
  });
});
