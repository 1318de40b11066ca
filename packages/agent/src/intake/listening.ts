import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Resolves when the server listens. @throws the system's error: the port is taken, or not to be had */
export const listening = (server: Server, { host, port }: { readonly host: string; readonly port: number }) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Ends what waits, lets requests finish, and breaks them off when `graceMs` are over. */
export function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise(resolve => {
    const forced = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(forced);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Where a listening server is found. */
export function urlOf(server: Server, certificate: object | undefined): string {
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `${certificate ? 'https' : 'http'}://${host}:${port}`;
}
