import type { Readable } from 'node:stream';
import type { OrgId, UserId } from '../contract/ids';
import type { Role } from '../contract/permission';
import type { AuditActor, Logger } from './services';

export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

/** A signed-in person, acting for one of their orgs. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  /** The org the user acts for; null for a user who belongs to none. */
  readonly orgId: OrgId | null;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<string>;
}

/** A program, let in by a scheme that a plugin added: an API key, an ingest key, the operator on this machine. */
export interface ServicePrincipal {
  readonly kind: 'service';
  readonly scheme: string;
  /** Of the credential, for limits and the audit log: never the secret. */
  readonly id: string;
  readonly orgId: OrgId | null;
  readonly scopes: ReadonlySet<string>;
  /** What the scheme knows besides, typed by the scheme's plugin. */
  readonly details?: unknown;
  /** Sent with the answer, such as the state of a rate limit. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}

export type Principal = AnonymousPrincipal | UserPrincipal | ServicePrincipal;

/** Who a change is by, in the audit log's words: a person, or a program such as the operator on the portal's machine. */
export function auditActor(principal: Principal): AuditActor {
  switch (principal.kind) {
    case 'user':
      return { kind: 'user', id: principal.userId, name: principal.name };
    case 'service':
      return { kind: 'service', id: principal.id };
    case 'anonymous':
      return { kind: 'service', id: 'anonymous' };
  }
}

export interface RequestContext<P extends Principal = Principal> {
  readonly requestId: string;
  readonly principal: P;
  readonly log: Logger;
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The client's address, behind trusted proxies. */
  readonly ip: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Adds a header to the answer, whatever its outcome. */
  setHeader(name: string, value: string): void;
  /** Portal plane only. */
  readonly session?: SessionControl;
}

/** What identity does with the session of a request; the host owns its cookie and its storage. */
export interface SessionControl {
  /** Regenerates the session id, so that one planted before sign-in is worth nothing. */
  signIn(userId: UserId, orgId: OrgId | null): Promise<void>;
  signOut(): Promise<void>;
  setActiveOrg(orgId: OrgId | null): Promise<void>;
  /** Of this session, as listed by {@link AuthService.listSessions}; null before sign-in. */
  readonly id: string | null;
  /** Runs a passport strategy that was registered with {@link AuthService.addStrategy}. */
  authenticate(strategy: string, options?: Readonly<Record<string, unknown>>): Promise<AuthenticateResult>;
}

export type AuthenticateResult =
  | { readonly outcome: 'user'; readonly userId: UserId }
  | { readonly outcome: 'failed'; readonly message: string }
  /** The strategy answered the request itself, by a redirect; the handler returns {@link handled}. */
  | { readonly outcome: 'redirected' };

const replyBrand = Symbol.for('netcrab.reply');

/** An answer other than the declared JSON with the declared status. */
export interface Reply {
  readonly [replyBrand]: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A string or bytes are sent with their length; a stream is piped, and its failure breaks the connection off. */
  readonly body?: string | Uint8Array | Readable | AsyncIterable<Uint8Array | string>;
  /** Called once the answer is wholly written (true) or broken off (false). */
  readonly onFinish?: (complete: boolean) => void;
  readonly handled?: true;
}

export const reply = (parts: Partial<Omit<Reply, typeof replyBrand | 'handled'>>): Reply => ({
  status: 200,
  headers: {},
  ...parts,
  [replyBrand]: true,
});

export const redirect = (location: string, status: 302 | 303 = 303): Reply =>
  reply({ status, headers: { location } });

/** The answer was written by other means; see {@link SessionControl.authenticate}. */
export const handled: Reply = { status: 0, headers: {}, [replyBrand]: true, handled: true };

export const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && replyBrand in value;
