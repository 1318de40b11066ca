import http from 'node:http';
import https from 'node:https';
import type { AgentConfig } from './config/schema';

const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Asks the agent of this configuration, on this machine, whether it is alive; for container health checks. */
export function askHealth({ listen }: Pick<AgentConfig, 'listen'>, timeoutMs = 2_500): Promise<boolean> {
  const target = {
    host: everywhere[listen.host] ?? listen.host,
    port: listen.port,
    path: '/healthz',
    timeout: timeoutMs,
  };
  return new Promise(resolve => {
    const answered = (response: http.IncomingMessage) => {
      response.resume();
      resolve(response.statusCode === 200);
    };
    // The certificate is of the name that senders use, which is not this one.
    const request = listen.tls
      ? https.get({ ...target, rejectUnauthorized: false }, answered)
      : http.get(target, answered);
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
