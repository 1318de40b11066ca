import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One request as it travelled, its body unpacked. */
export interface Travelled {
  readonly method: string;
  /** Address, headers and body: all that left the page with it. */
  readonly text: string;
  readonly packed: boolean;
  readonly events: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly status: number;
}

/** What the network does instead of passing a request on. */
export type Fault =
  null | 'cut' | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

export interface RecordingProxy {
  readonly url: string;
  readonly travelled: Travelled[];
  fault: Fault;
  /** Events that were acknowledged, in the order they came. */
  acknowledged(): ReadonlyArray<Readonly<Record<string, unknown>>>;
  /** Forgets what passed, and works again. */
  clear(): void;
  close(): Promise<void>;
}

const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' };

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Stands between a page and the portal, keeps all that passes, and fails when told to. */
export async function startRecordingProxy(target: string, port = 0): Promise<RecordingProxy> {
  const travelled: Travelled[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const raw = await bodyOf(incoming);
    const packed = headers['content-encoding'] === 'gzip';
    const body = (packed ? gunzipSync(raw) : raw).toString();
    const keep = (status: number) =>
      travelled.push({
        method,
        text: `${url}\n${JSON.stringify(headers)}\n${body}`,
        packed,
        events: method === 'POST' ? JSON.parse(body).events : [],
        status,
      });
    if (proxy.fault === 'cut') {
      keep(0);
      incoming.socket.destroy();
      return;
    }
    if (proxy.fault && method === 'POST') {
      keep(proxy.fault.status);
      outgoing.writeHead(proxy.fault.status, { ...open, ...proxy.fault.headers }).end();
      return;
    }
    const passed = request(target + url, { method, headers: { ...headers, host: new URL(target).host } });
    passed.end(raw);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    keep(answer.statusCode ?? 0);
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.end(await bodyOf(answer));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const proxy: RecordingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    travelled,
    fault: null,
    acknowledged: () => travelled.filter(one => one.status === 202).flatMap(one => one.events),
    clear() {
      proxy.fault = null;
      travelled.length = 0;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
