import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** A script of the portal in a process of its own, as a terminal would run it. */
export interface Program {
  /** What it wrote so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Waits for this text on standard output. @throws with all that it wrote, when it ends before */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
}

/** Those of tests that failed half-way are ended with {@link endPrograms}. */
const running = new Set<Program>();

/** @param args of node: the script and its arguments */
export function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', NETCRAB_CONFIG_log__level: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(program);
    return (code ?? signal) as number | NodeJS.Signals;
  });
  const program: Program = {
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    ended,
    until: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout);
          if (found) resolve(found);
        };
        look();
        child.stdout.on('data', look);
        void ended.then(how =>
          reject(new Error(`It ended with ${how} before ${pattern}:\n${stdout}${stderr}`)),
        );
      }),
    signal: name => void child.kill(name),
  };
  running.add(program);
  return program;
}

export async function endPrograms(): Promise<void> {
  const left = [...running];
  for (const program of left) program.signal('SIGKILL');
  await Promise.all(left.map(({ ended }) => ended));
}
