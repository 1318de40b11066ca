import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type { Duplex } from 'node:stream';

type Done = (error: Error | null, stream?: Duplex) => void;

/** A tunnel to `host:port` through the proxy's CONNECT. @throws what the proxy said, without what it was told */
function tunnel(proxy: URL, target: string, withinMs: number): Promise<Duplex> {
  const credentials = [proxy.username, proxy.password].map(decodeURIComponent).join(':');
  return new Promise((resolve, reject) => {
    const { request } = proxy.protocol === 'https:' ? https : http;
    const asked = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: {
        host: target,
        ...(proxy.username && {
          'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
        }),
      },
      agent: false,
      timeout: withinMs,
    });
    const fail = (what: string, cause?: Error) =>
      reject(new Error(`the proxy ${proxy.host} ${what}`, cause && { cause }));
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) return resolve(socket.setTimeout(0));
      socket.destroy();
      fail(`answered ${statusCode}`);
    });
    asked.once('timeout', () => {
      fail('did not answer');
      asked.destroy();
    });
    asked.on('error', error => fail('cannot be reached', error));
    asked.end();
  });
}

/** Reaches https servers through a proxy. TLS is with the server itself: the proxy sees its name and no more. */
class ProxyAgent extends https.Agent {
  constructor(
    private readonly proxy: URL,
    private readonly withinMs: number,
    options: https.AgentOptions,
  ) {
    super(options);
  }

  override createConnection(options: https.RequestOptions, done: Done): undefined {
    const host = options.host ?? '';
    const target = `${host.includes(':') ? `[${host}]` : host}:${options.port ?? 443}`;
    tunnel(this.proxy, target, this.withinMs).then(
      socket => done(null, tls.connect({ ...(options as tls.ConnectionOptions), socket })),
      (error: Error) => done(error),
    );
  }
}

/**
 * Connections through a proxy, kept for the next request.
 * @param proxy `http://` or `https://`, with user and password where it asks for them
 * @param withinMs how long it may take to open a tunnel
 */
export const proxyAgent = (proxy: URL, withinMs: number, options: https.AgentOptions): https.Agent =>
  new ProxyAgent(proxy, withinMs, options);
