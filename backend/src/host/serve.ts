import { ConfigError } from '../config/errors';
import type { LoadedConfig } from '../config/load';
import { errorCode } from '../services/errorCode';
import type { PluginSelection } from './enabled';
import { startPortal, type Portal, type StartDisplay } from './portal';

export interface ServeOptions {
  readonly root: string;
  readonly version: string;
  readonly config: LoadedConfig;
  readonly selection: PluginSelection;
  /** Aborted at Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/**
 * Runs the portal until it is told to stop.
 * @returns the exit code.
 * @throws ConfigError in one line for a port in use and its like.
 */
export async function serve({ signal, ...options }: ServeOptions): Promise<number> {
  const told = new Promise<void>(resolve =>
    signal.addEventListener(
      'abort',
      () => {
        process.stdout.write('\nStopping: letting requests and jobs end … (Ctrl-C again ends at once)\n');
        resolve();
      },
      { once: true },
    ),
  );
  let portal: Portal;
  try {
    portal = await startPortal({ ...options, signal, display: terminalDisplay(process.stdout, signal) });
  } catch (error) {
    throw listenError(error, options.config.host.server.port) ?? error;
  }
  if (!signal.aborted) {
    process.stdout.write(banner(portal));
    await told;
  }
  await portal.stop();
  process.stdout.write('Stopped.\n');
  return 0;
}

function listenError(error: unknown, port: number): ConfigError | null {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    return new ConfigError(
      `Port ${port} is in use. Stop the program that has it, or start with another: npm start -- --port ${port + 1}`,
    );
  }
  if (code === 'EACCES')
    return new ConfigError(
      `Port ${port} needs more rights than this user has. Use one above 1023: npm start -- --port 7007`,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ConfigError(`server.host: this machine has no such address.`);
  return null;
}

const portOf = (url: string) => new URL(url).port;

function banner(portal: Portal): string {
  const { plugins, database } = portal.report();
  const enabled = plugins.filter(plugin => plugin.status !== 'disabled').length;
  const running = plugins.filter(plugin => plugin.status === 'ready').length;
  const broken = plugins.filter(plugin => plugin.status === 'failed' || plugin.status === 'blocked');
  const lines = [
    '',
    `  ${portal.core.app.title} is ready at ${portal.baseUrl}`,
    // Behind a proxy that address is the proxy's.
    ...(portOf(portal.baseUrl) === portOf(portal.localUrl) ? [] : [`  Listens on ${portal.localUrl}`]),
    '',
    `  Plugins  ${running} running${enabled === 0 ? ': none is switched on, so there are no pages. Name them under plugins in the configuration' : ''}${broken.length ? `, ${broken.length} not: ${broken.map(({ id, reason }) => `${id} (${reason})`).join(', ')}` : ''}`,
    `  Data     ${portal.dataDir} (${database})`,
    ...portal.announcements.map(line => `  ${line}`),
    '',
    '  Stop with Ctrl-C.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

const barWidth = 28;

/** A bar that moves in a terminal; a line every quarter elsewhere. */
function terminalDisplay(out: NodeJS.WriteStream, stopped: AbortSignal): StartDisplay {
  let shown = '';
  return {
    progress(label, fraction) {
      if (stopped.aborted) return;
      const share = Math.max(0, Math.min(1, fraction));
      const percent = Math.floor(share * 100);
      if (out.isTTY) {
        const filled = Math.round(share * barWidth);
        const line = `  ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${String(percent).padStart(3)} %  ${label}`;
        if (line === shown) return;
        shown = line;
        out.write(`\r\x1b[2K${line}${share === 1 ? '\n' : ''}`);
      } else {
        const quarter = `${String(Math.floor(percent / 25) * 25).padStart(3)} %`;
        if (quarter === shown) return;
        shown = quarter;
        out.write(`  ${quarter}  ${label}\n`);
      }
    },
  };
}
