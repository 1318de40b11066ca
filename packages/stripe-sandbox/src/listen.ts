import { once } from 'node:events';
import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Settings } from './state/settings';

/**
 * Listens on a port; without a wish on the one of the last time, if it is still free, so that links to hosted pages
 * outlive a restart.
 */
export async function listen(server: Server, host: string, wish: number, settings: Settings): Promise<void> {
  const attempt = async (port: number) => {
    server.listen(port, host);
    await once(server, 'listening');
  };
  const last = wish === 0 ? settings.read('port') : 0;
  if (last === 0) await attempt(wish);
  else {
    await attempt(last).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return attempt(0);
    });
  }
  settings.write('port', (server.address() as AddressInfo).port);
}
