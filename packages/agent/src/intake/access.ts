import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { AgentConfig } from '../config/schema';
import { domainRule } from '../rules/domains';
import { HttpError } from './httpError';

const digest = (text: string) => createHash('sha256').update(text).digest('base64');

/** Who may send: the key, and for browsers the page. */
export interface Access {
  /** The origin that answers may be read from; undefined for a server. @throws HttpError forbidden */
  origin(headers: IncomingHttpHeaders): string | undefined;
  /** @throws HttpError unauthorized */
  key(headers: IncomingHttpHeaders): void;
}

export function createAccess({ listen, rules }: Pick<AgentConfig, 'listen' | 'rules'>): Access {
  // Looked up by their hash, whose comparison tells nothing about the key.
  const keys = new Set(listen.keys.map(digest));
  const allows = domainRule(rules.domains);
  return {
    origin({ origin }) {
      if (origin === undefined) return undefined;
      if (allows(origin)) return origin;
      throw new HttpError(
        'forbidden',
        'This agent takes no events from pages of this domain. Name it under rules.domains.',
      );
    },
    key({ authorization = '' }) {
      if (listen.open) return;
      const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (key === undefined)
        throw new HttpError('unauthorized', 'Send a local key of this agent: Authorization: Bearer ….');
      if (!keys.has(digest(key))) throw new HttpError('unauthorized', 'This key is not one of listen.keys.');
    },
  };
}
