import {
  core,
  createBackendPlugin,
  endpoint,
  InvalidRequestError,
  rawBody,
} from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import { startTestPortal, type TestPortal } from '../../testing';

const hook = endpoint({
  method: 'POST',
  path: '/hooks/bell',
  summary: 'Rings for who knows the word',
  plane: 'data',
  access: 'public',
  signed: true,
  body: rawBody({ maxBytes: 100, contentTypes: ['text/plain'] }),
  output: z.object({}),
});
let looks = 0;
const bell = (endpoints = { hook }) =>
  createBackendPlugin({
    id: 'bell',
    needs: { http: core.http },
    start({ http }) {
      http.serve(endpoints, {
        hook: ({ body }) => {
          looks += 1;
          if (Buffer.from(body).toString() === 'broken') throw new Error('The bell is broken');
          if (Buffer.from(body).toString() !== 'friend') throw new InvalidRequestError('Wrong signature.');
          return {};
        },
      });
    },
  });
const host = { server: { port: 0, anonymousPerMinute: 5, failedTokensPerMinute: 10 } };

let portal: TestPortal;
beforeEach(async () => {
  looks = 0;
  portal = await startTestPortal({ plugins: [bell()], host });
});
afterEach(() => portal.stop());

const ring = async (body: string) => {
  const headers = { 'content-type': 'text/plain' };
  const answer = await portal.fetch('/hooks/bell', { method: 'POST', body, headers });
  return answer.status;
};
const ringTimes = async (times: number, body: string) => {
  const answers = await Promise.all(Array.from({ length: times }, () => ring(body)));
  return answers.sort();
};

it('rightly signed calls are never too many, nor are those the portal fails at', async () => {
  expect(await ringTimes(40, 'friend')).toEqual(Array(40).fill(200));
  expect(await ringTimes(20, 'broken')).toEqual(Array(20).fill(500));
  expect(await ring('friend')).toBe(200);
});

it('an address with too many wrong ones is refused unheard, however many come at once, until a minute is over', async () => {
  expect(await ring('x'.repeat(101))).toBe(413);
  expect(await ringTimes(40, 'foe')).toEqual([...Array(9).fill(400), ...Array(31).fill(429)]);
  expect(looks).toBe(9);
  expect(await ring('friend')).toBe(429);
  portal.clock.advance(70_000);
  expect(await ring('friend')).toBe(200);
});

it('is for public endpoints of the data plane', async () => {
  const wrong = bell({ hook: { ...hook, plane: 'portal' } });
  const other = await startTestPortal({ plugins: [wrong], host });
  const answer = await other.fetch('/hooks/bell', { method: 'POST', body: 'friend' });
  expect(answer.status).toBe(404);
  await other.stop();
});
