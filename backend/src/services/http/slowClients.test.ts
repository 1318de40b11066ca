import { core, createBackendPlugin, endpoint, reply } from '@netcrab/plugin-api/backend';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { z } from 'zod';
import { startTestPortal } from '../../testing';
import { connectionTimes } from './connectionTimes';
import { answerUnreadable } from './unreadable';

const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

/** Sends the beginning of a request and no more; what came back once the portal closed. */
const stall = (port: number, text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', chunk => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('a client that sends drop by drop', () => {
  it.each([
    ['its headers', 'POST / HTTP/1.1\r\nHost: x\r\nX-A: '],
    ['its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc'],
    ['nothing at all', ''],
  ])('%s is told so and let go', async (_, text) => {
    // The times of a portal, four hundred times shorter.
    const times = Object.fromEntries(
      Object.entries(connectionTimes).map(([name, ms]) => [name, Math.ceil(ms / 400)]),
    );
    const server = createServer(times, request => void request.resume());
    answerUnreadable(server, { log, newId: () => 'an-id', requestId: () => 'an-id' });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const answer = await stall((server.address() as AddressInfo).port, text);
    server.close();
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"invalid_request"');
  });

  it('is given less time for its headers than for the whole request', () => {
    const { headersTimeout, requestTimeout, connectionsCheckingInterval } = connectionTimes;
    expect(headersTimeout).toBeLessThan(requestTimeout);
    expect(connectionsCheckingInterval).toBeLessThan(headersTimeout);
  });
});

describe('an answer whose client left', () => {
  it('is over for all requests of the connection, also those that waited for their turn', async () => {
    const over: boolean[] = [];
    const waits = endpoint({
      method: 'GET',
      path: '/v1/waits',
      summary: 'Answers the first when its client is gone, all others at once',
      plane: 'data',
      access: 'public',
      output: z.object({}),
    });
    let asked = 0;
    let bothAsked: () => void;
    const arrived = new Promise<void>(resolve => (bothAsked = resolve));
    let allOver: () => void;
    const ended = new Promise<void>(resolve => (allOver = resolve));
    const plugin = createBackendPlugin({
      id: 'waits',
      needs: { http: core.http },
      start({ http }) {
        http.serve(
          { waits },
          {
            waits: async (_, { signal }) => {
              const first = ++asked === 1;
              if (asked === 2) bothAsked();
              if (first) await new Promise(resolve => signal.addEventListener('abort', resolve));
              return reply({
                body: 'x',
                onFinish: complete => {
                  over.push(complete);
                  if (over.length === 2) allOver();
                },
              });
            },
          },
        );
      },
    });
    const portal = await startTestPortal({ plugins: [plugin] });
    const ask = 'GET /v1/waits HTTP/1.1\r\nHost: x\r\n\r\n';
    const socket: Socket = connect(Number(new URL(portal.baseUrl).port), '127.0.0.1', () =>
      socket.write(ask + ask),
    );
    await arrived;
    socket.destroy();
    await ended;
    expect(over).toEqual([false, false]);
    await portal.stop();
  });
});
