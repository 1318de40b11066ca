import { readFileSync } from 'node:fs';
import path from 'node:path';
import { start } from './program';

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
  const portal = start(['scripts/run.mjs', 'start', '--port', '0', '--no-demo', ...files], {
    NETCRAB_CONFIG_dataDir: dataDir,
  });
  const [, baseUrl = ''] = await portal.until(/is ready at (http:\S+)/);
  return {
    baseUrl,
    async operator(url) {
      const token = readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim();
      const response = await fetch(baseUrl + url, { headers: { authorization: `Bearer ${token}` } });
      return response.json();
    },
    async stop() {
      portal.signal('SIGINT');
      const code = await portal.ended;
      if (code !== 0)
        throw new Error(`The portal ended with ${code} at Ctrl-C:\n${portal.stdout}${portal.stderr}`);
    },
  };
}
