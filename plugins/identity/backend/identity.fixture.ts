import { asId, core, type MailService, type OrgId, type Role } from '@netcrab/plugin-api/backend';
import { startTestPortal, type TestPortal, type TestPortalOptions } from '@netcrab/backend/testing';
import { identityRef, type OrgKind } from '../contract';
import plugin from './plugin';

type Mail = Parameters<MailService['send']>[0];

/** Keeps mails, and lets a test wait for the next one. */
class Mailbox implements MailService {
  readonly mails: Mail[] = [];
  private waiting: Array<(mail: Mail) => void> = [];

  async send(mail: Mail): Promise<void> {
    this.mails.push(mail);
    for (const take of this.waiting.splice(0)) take(mail);
  }
  next(): Promise<Mail> {
    return new Promise(resolve => this.waiting.push(resolve));
  }
  /** The link of the last mail to an address, from its path on. */
  linkTo(address: string): string {
    const text = this.mails.findLast(mail => mail.to === address)?.text ?? '';
    return /http\S+?(\/(?:invitations|reset-password)\S+)/.exec(text)?.[1] ?? '';
  }
  invitationTo(address: string): string {
    return decodeURIComponent(this.linkTo(address).replace('/invitations/', ''));
  }
}

export const password = 'correct horse battery';

/** One browser: keeps cookies, follows no redirect. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly portal: () => TestPortal) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  /** Takes the cookies another browser has, as a thief would. */
  static with(portal: () => TestPortal, cookie: string): Browser {
    const browser = new Browser(portal);
    for (const pair of cookie.split('; ')) {
      browser.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return browser;
  }
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await this.portal().fetch(path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size > 0 && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  }
  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.send('POST', path, body, headers);
  session = async () => (await this.get('/api/session')).body;
  signIn = (email: string, secret = password) =>
    this.post('/api/identity/sign-in', { email, password: secret });
}

export interface IdentityPortal {
  readonly portal: TestPortal;
  readonly mailbox: Mailbox;
  browser(): Browser;
  /** A browser signed in as a user made for the test, with these roles in the org. */
  as(name: string, orgId: string, roles: readonly Role[]): Promise<Browser>;
  org(id: string, kind: OrgKind): Promise<OrgId>;
  audited(action: string): Promise<unknown[]>;
}

export async function startIdentity(options: Partial<TestPortalOptions> = {}): Promise<IdentityPortal> {
  const mailbox = new Mailbox();
  const portal = await startTestPortal({
    plugins: [plugin],
    ...options,
    provide: [[core.mail, mailbox], ...(options.provide ?? [])],
  });
  const browser = () => new Browser(() => portal);
  return {
    portal,
    mailbox,
    browser,
    async as(name, orgId, roles) {
      const email = `${name}@example.com`;
      await portal.service(identityRef).ensureUser({
        email,
        name,
        password,
        memberships: roles.length > 0 ? [{ orgId: asId(orgId), roles }] : [],
      });
      const one = browser();
      await one.signIn(email);
      return one;
    },
    async org(id, kind) {
      return (await portal.service(identityRef).ensureOrg({ id, name: `${id} Inc`, kind })).id;
    },
    audited: action => portal.core.audit.search({ action }),
  };
}
