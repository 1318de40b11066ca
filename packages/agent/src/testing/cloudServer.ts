import type { WireBatch, WireEvent } from '@netcrab/plugin-telemetry/contract';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly batch: WireBatch;
}

/** What to do with a request; `forget` takes the events and breaks the line before it says so. */
export type Answer =
  | 'take'
  | 'forget'
  | 'break'
  | { readonly status: number; readonly body?: unknown; readonly headers?: http.OutgoingHttpHeaders };

/** A cloud that does as it is told, and keeps all it was sent. */
export interface CloudServer {
  readonly url: string;
  readonly received: Received[];
  /** The events taken, as often as they were. */
  readonly events: WireEvent[];
  /** Decides about each request, from now on. */
  answer: (received: Received) => Answer;
  /** Resolves when the events taken fulfil the condition. */
  until(condition: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** @param certificate in PEM, where it is to be reached by https */
export async function startCloud(
  port = 0,
  certificate?: { readonly cert: string; readonly key: string },
): Promise<CloudServer> {
  const received: Received[] = [];
  const events: WireEvent[] = [];
  const ids = new Set<string>();
  let waiting: Array<{ condition: () => boolean; resolve: () => void }> = [];

  function settle() {
    const ready = waiting.filter(({ condition }) => condition());
    waiting = waiting.filter(one => !ready.includes(one));
    for (const { resolve } of ready) resolve();
  }
  function take(batch: WireBatch) {
    const fresh = batch.events.filter(({ eventId }) => !ids.has(eventId));
    for (const event of batch.events) ids.add(event.eventId);
    events.push(...batch.events);
    return {
      status: 'accepted',
      accepted: fresh.length,
      rejected: 0,
      duplicates: batch.events.length - fresh.length,
    };
  }

  const listener: http.RequestListener = (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = gunzipSync(Buffer.concat(pieces)).toString();
      const one = { headers: request.headers, text, batch: JSON.parse(text) as WireBatch };
      received.push(one);
      const answer = cloud.answer(one);
      if (answer === 'take') {
        response.writeHead(202).end(JSON.stringify(take(one.batch)));
      } else if (typeof answer === 'string') {
        if (answer === 'forget') take(one.batch);
        request.socket.destroy();
      } else response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
      settle();
    });
  };
  const server = certificate ? https.createServer(certificate, listener) : http.createServer(listener);
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const cloud: CloudServer = {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    events,
    answer: () => 'take',
    until: condition =>
      new Promise(resolve => {
        waiting.push({ condition, resolve });
        settle();
      }),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return cloud;
}

/** What a portal says when it refuses a batch as a whole. */
export const complaint = (status: number, message: string): Answer => ({
  status,
  body: { error: { code: 'invalid_request', message, requestId: 'r' } },
});
