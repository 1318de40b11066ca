import { testDatabases } from '@netcrab/backend/testing';
import { startIdentity, type IdentityPortal } from '../identity.fixture';

const minute = 60_000;
const fresh = 'another fine password';

describe.each(testDatabases)('password reset on %s', database => {
  let identity: IdentityPortal;
  let count = 0;
  beforeAll(async () => {
    identity = await startIdentity({
      database,
      config: { identity: { signIn: { attemptsPerAddress: 1000 } } },
    });
    await identity.org('acme', 'buyer');
  });
  afterAll(() => identity.portal.stop());

  const ask = (email: string) => identity.browser().post('/api/identity/password-reset', { email });
  const confirm = (token: string, password = fresh) =>
    identity.browser().post('/api/identity/password-reset/confirm', { token, password });
  /** Somebody signed in, and the token of a mail to them. */
  const somebody = async () => {
    const name = `reset${count++}`;
    const browser = await identity.as(name, 'acme', ['buyer_viewer']);
    const mail = identity.mailbox.next();
    await ask(`${name.toUpperCase()}@example.com`);
    await mail;
    const email = `${name}@example.com`;
    const token = new URL(identity.mailbox.linkTo(email), 'http://portal').searchParams.get('token') ?? '';
    return { email, browser, token };
  };

  it('answers alike for an address with and without an account, and mails only the one', async () => {
    const known = await somebody();
    const before = identity.mailbox.mails.length;
    const [unknown, again] = [await ask('nobody@example.com'), await ask(known.email)];
    expect([unknown.status, again.status]).toEqual([204, 204]);
    expect(unknown.body).toEqual(again.body);
    expect(identity.mailbox.mails.slice(before).map(mail => mail.to)).not.toContain('nobody@example.com');
  });

  it('changes the password, ends every session, and works once', async () => {
    const { email, browser, token } = await somebody();
    const answers = await Promise.all([confirm(token), confirm(token, 'a third one, too late')]);
    expect(answers.map(answer => answer.status).sort()).toEqual([204, 400]);
    expect(await browser.session()).toBeNull();
    expect((await identity.browser().signIn(email)).status).toBe(401);
    expect((await confirm(token)).status).toBe(400);
    expect(await identity.audited('password.reset')).not.toHaveLength(0);
  });

  it('works within the hour only, and not after the password changed otherwise', async () => {
    const late = await somebody();
    identity.portal.clock.advance(61 * minute);
    expect((await confirm(late.token)).status).toBe(400);
    const changed = await somebody();
    const answer = await changed.browser.post('/api/identity/password', {
      current: 'correct horse battery',
      next: fresh,
    });
    expect(answer.status).toBe(204);
    expect((await confirm(changed.token)).status).toBe(400);
  });

  it('takes no invented token', async () => {
    for (const token of ['x', 'a.1.b', 'a.b.c.d', '%00']) expect((await confirm(token)).status).toBe(400);
  });

  it('mails an account three times an hour at most', async () => {
    const { email } = await somebody();
    const before = identity.mailbox.mails.length;
    for (let i = 0; i < 5; i++) await ask(email);
    const other = await somebody();
    const sent = identity.mailbox.mails.slice(before).map(mail => mail.to);
    expect(sent.filter(to => to === email)).toHaveLength(2);
    expect(sent).toContain(other.email);
  });
});
