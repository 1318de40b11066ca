import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

export interface OwnPortal {
  readonly baseUrl: string;
  /** What a command on the same machine is told, as JSON. */
  operator(url: string): Promise<unknown>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

/**
 * Starts a portal beside the one of the other journeys, without the demo, on its own data.
 * @param config files over app-config.yaml, the later over the earlier
 * @throws with what it wrote, when it ends before it is ready
 */
export async function startOwnPortal(dataDir: string, config: readonly string[] = []): Promise<OwnPortal> {
  const files = ['app-config.yaml', ...config].flatMap(file => ['--config', path.resolve(root, file)]);
  const portal = spawn(process.execPath, ['scripts/run.mjs', 'start', '--port', '0', '--no-demo', ...files], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NETCRAB_CONFIG_dataDir: dataDir,
      NETCRAB_CONFIG_log__level: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>(resolve => portal.on('exit', resolve));
  let output = '';
  const baseUrl = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /is ready at (http:\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    portal.stdout.on('data', read);
    portal.stderr.on('data', read);
    void ended.then(() => reject(new Error(output)));
  });
  return {
    baseUrl,
    async operator(url) {
      const token = readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim();
      const response = await fetch(baseUrl + url, { headers: { authorization: `Bearer ${token}` } });
      return response.json();
    },
    async stop() {
      portal.kill('SIGINT');
      const code = await ended;
      if (code !== 0) throw new Error(`The portal ended with ${code} at Ctrl-C:\n${output}`);
    },
  };
}
