import http from 'node:http';
import https from 'node:https';

/** What came of one attempt: the endpoint's status, or why there is none. */
export interface Attempt {
  readonly status: number | null;
  readonly error: string | null;
  /** A kept connection had ended meanwhile. */
  readonly stale?: boolean;
}

/** Connections that are kept for the next delivery. */
export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  close(): void;
}

/** An endpoint has this long to answer. */
const timeout = 30_000;

export function createAgents(): Agents {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  return {
    ...agents,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Delivers a signed payload; never throws. */
export async function post(
  url: string,
  payload: string,
  signature: string,
  agents: Agents,
): Promise<Attempt> {
  const attempt = await tryToPost(url, payload, signature, agents);
  return attempt.stale ? tryToPost(url, payload, signature, agents) : attempt;
}

function tryToPost(url: string, payload: string, signature: string, agents: Agents): Promise<Attempt> {
  return new Promise(resolve => {
    const secure = url.startsWith('https:');
    const failed = (error: NodeJS.ErrnoException) =>
      resolve({
        status: null,
        error: error.code ?? error.message,
        stale: request.reusedSocket && error.code === 'ECONNRESET',
      });
    const request = (secure ? https : http).request(
      url,
      {
        method: 'POST',
        agent: secure ? agents.https : agents.http,
        timeout,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': Buffer.byteLength(payload),
          'Stripe-Signature': signature,
          'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
      },
      response => {
        response.on('error', failed);
        response.on('end', () => resolve({ status: response.statusCode ?? null, error: null }));
        response.resume();
      },
    );
    request.on('timeout', () => request.destroy(new Error(`No answer in ${timeout / 1000} s`)));
    request.on('error', failed);
    request.end(payload);
  });
}
