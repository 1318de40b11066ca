import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const home = path.resolve(__dirname, '../..');

/** Bundles the agent as it is released, into a folder. @returns the one file */
export async function buildAgent(folder: string): Promise<string> {
  const script = path.join(home, 'scripts/build.mjs');
  const child = spawn(process.execPath, [script, folder], { stdio: 'inherit' });
  const code = await new Promise(resolve => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The agent could not be built from ${pathToFileURL(script).href}.`);
  return path.join(folder, 'agent.mjs');
}

export interface AgentProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Ends it by a signal. @returns its exit code, null when it was killed */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface AgentProcessOptions {
  readonly file: string;
  readonly folder: string;
  readonly endpoint: string;
  readonly spool?: string;
  readonly nodeOptions?: readonly string[];
}

/** Starts the released file as a process of its own; resolves when it takes events. */
export async function startAgentProcess(options: AgentProcessOptions): Promise<AgentProcess> {
  const { file, folder, endpoint, spool = '', nodeOptions = [] } = options;
  const config = path.join(path.dirname(file), `${path.basename(folder)}.yaml`);
  writeFileSync(
    config,
    `orgId: org_1
listen: { port: 0, open: true }
cloud: { endpoint: '${endpoint}', linger: 5ms }
spool: { folder: '${folder}', ${spool} }
`,
  );
  const child = spawn(process.execPath, [...nodeOptions, file, '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NETCRAB_INGEST_KEY: 'nc_ingest_test' },
  });
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    void exited.then(code => reject(new Error(`The agent ended with ${String(code)}.`)));
    createInterface({ input: child.stdout }).on('line', line => {
      const said = JSON.parse(line) as { url?: string };
      if (said.url) resolve(said.url);
    });
  });
  return {
    child,
    url,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}
