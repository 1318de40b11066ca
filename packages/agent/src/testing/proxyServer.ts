import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

export interface ProxyServer {
  readonly url: string;
  /** Where tunnels were asked to, and with what credentials. */
  readonly asked: Array<{ readonly target: string; readonly authorization: string | undefined }>;
  /** What it answers from now on: 200 opens the tunnel, 0 never answers. */
  answer: number;
  stop(): Promise<void>;
}

/** A proxy that knows CONNECT alone. */
export async function startProxy(): Promise<ProxyServer> {
  const asked: ProxyServer['asked'] = [];
  const sockets = new Set<Socket>();
  const server = http.createServer((_, response) => response.writeHead(405).end());
  server.on('connection', socket => sockets.add(socket));
  server.on('connect', (request, socket) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (proxy.answer === 0) return;
    if (proxy.answer !== 200) return void socket.end(`HTTP/1.1 ${proxy.answer} No\r\n\r\n`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const there = net.connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    sockets.add(there);
    for (const end of [there, socket]) end.on('error', () => (there.destroy(), socket.destroy()));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const proxy: ProxyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: 200,
    stop: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return proxy;
}
