import type { IncomingMessage } from 'node:http';
import { assertSameOrigin } from './crossOrigin';

const send = (method: string, headers: Record<string, string>) => () =>
  assertSameOrigin(
    { method, headers: { host: 'portal.example', ...headers } } as unknown as IncomingMessage,
    'https://portal.example',
  );

describe('requests of other sites', () => {
  it.each([
    ['POST', { 'sec-fetch-site': 'cross-site' }],
    ['DELETE', { 'sec-fetch-site': 'same-site' }],
    ['POST', { origin: 'https://evil.example' }],
    ['POST', { origin: 'null' }],
  ])('%s with %j is refused', (method, headers) => expect(send(method, headers)).toThrow('another site'));
  it.each([
    ['GET', { 'sec-fetch-site': 'cross-site' }],
    ['POST', { 'sec-fetch-site': 'same-origin' }],
    ['POST', { 'sec-fetch-site': 'none' }],
    ['POST', { origin: 'https://portal.example' }],
    ['POST', {}],
  ])('%s with %j passes', (method, headers) => expect(send(method, headers)).not.toThrow());
});
