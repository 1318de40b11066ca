import net from 'node:net';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config/configError';

/** The longest name a socket may bear on every system. */
const maxName = 103;

const answers = (file: string) =>
  new Promise<boolean>(resolve => {
    const socket = net.connect(file);
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

const listen = (file: string) =>
  new Promise<net.Server>((resolve, reject) => {
    const server = net.createServer(socket => socket.destroy());
    server.once('error', reject);
    server.listen(file, () => resolve(server.unref()));
  });

/**
 * Keeps other agents out of the folder: a socket in it answers as long as this process lives, however it ends, where a
 * file with a process id would be mistaken in the next container.
 * @throws ConfigError when another agent is there
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'lock');
  if (Buffer.byteLength(file) > maxName)
    throw new ConfigError(
      `The spool's folder ${folder} has too long a path. Use one of at most ${maxName - 5} bytes.`,
    );
  let server: net.Server;
  try {
    server = await listen(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (await answers(file))
      throw new ConfigError(
        `Another agent uses the spool in ${folder}. Stop it, or give this one a folder of its own.`,
        { cause: error },
      );
    rmSync(file, { force: true });
    server = await listen(file);
  }
  return () => new Promise(resolve => server.close(() => resolve()));
}
