import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The person whom the next sign-in at the provider is. */
export interface Vouched {
  id: string;
  name: string;
  email: string;
  verified: boolean;
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function idToken(claims: object): string {
  const text = `${encode({ alg: 'RS256', kid: 'k1' })}.${encode(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** An OpenID provider and a GitHub in one, on this machine. */
export async function startProvider(person: Vouched) {
  /** Forms sent to the token endpoint. */
  const exchanges: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const token = async (withIdToken: boolean) => {
      const form = await formOf(request);
      exchanges.push(form);
      if (form.get('code') !== 'good') return json({ error: 'invalid_grant' }, 400);
      const now = Math.floor(Date.now() / 1000);
      const { id: sub, name, email, verified: email_verified } = person;
      const claims = {
        iss: issuer,
        aud: 'portal',
        sub,
        iat: now,
        exp: now + 60,
        name,
        email,
        email_verified,
      };
      json({
        access_token: 'at',
        token_type: 'bearer',
        ...(withIdToken && { id_token: idToken(claims) }),
      });
    };
    const { pathname } = new URL(request.url ?? '/', issuer);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          code_challenge_methods_supported: ['S256'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/jwks':
        return json({
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }],
        });
      case '/token':
        return void token(true);
      case '/login/oauth/access_token':
        return void token(false);
      case '/user':
        return json({ id: Number(person.id), login: 'login', name: person.name });
      case '/user/emails':
        return json([
          { email: 'other@example.com', primary: false, verified: false },
          { email: person.email, primary: true, verified: person.verified },
        ]);
      default:
        return json({}, 404);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}
