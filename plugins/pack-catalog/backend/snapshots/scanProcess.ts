import { UnavailableError } from '@netcrab/plugin-api/backend';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';

export type ScanParameter = string | number;

/**
 * Runs statements that may read a whole table in a process of their own, so that no other request waits for them. A
 * thread would not do: a statement within SQLite cannot be stopped from outside its process.
 */
export interface ScanProcess {
  /**
   * The rows of one statement as arrays; blobs as bytes.
   * @throws UnavailableError when it takes longer than the limit: the process is ended with it.
   */
  run(path: string, sql: string, params?: readonly ScanParameter[]): Promise<unknown[][]>;
  close(): void;
}

interface Task {
  readonly message: {
    readonly path: string;
    readonly sql: string;
    readonly params: readonly ScanParameter[];
  };
  readonly resolve: (rows: unknown[][]) => void;
  readonly reject: (error: Error) => void;
}

type Answer = { readonly rows: unknown[][] } | { readonly error: string };

/** An idle process is let go: it holds about 50 MB. */
const idleMs = 30_000;

/** Kept as text because a bundle has no second file to load; it sees nothing of this module. */
const source = `
const Database = require(process.env.NETCRAB_SQLITE);
const open = new Map();
function databaseOf(path) {
  let database = open.get(path);
  if (!database) {
    if (open.size >= 4) {
      const [oldest, stale] = open.entries().next().value;
      open.delete(oldest);
      stale.close();
    }
    database = new Database(path, { readonly: true, fileMustExist: true });
    database.pragma('mmap_size = 1073741824');
    database.pragma('query_only = ON');
    open.set(path, database);
  }
  return database;
}
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});
process.on('message', ({ path, sql, params }) => {
  try {
    process.send({ rows: databaseOf(path).prepare(sql).raw().all(...params) });
  } catch (error) {
    process.send({ error: String(error && error.message) });
  }
});
`;

export function createScanProcess(timeoutMs: number): ScanProcess {
  const waiting: Task[] = [];
  let child: ChildProcess | undefined;
  let current: Task | undefined;
  let timer: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  async function start(): Promise<ChildProcess> {
    const { spawn } = await import('node:child_process');
    const sqlite = createRequire(import.meta.url).resolve('better-sqlite3');
    const started = spawn(process.execPath, ['-e', source], {
      env: { NETCRAB_SQLITE: sqlite },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    started.on('message', (answer: Answer) =>
      finish(task => ('rows' in answer ? task.resolve(answer.rows) : task.reject(new Error(answer.error)))),
    );
    const gone = (error: Error) => {
      if (child !== started) return;
      child = undefined;
      finish(task => task.reject(error));
    };
    started.on('error', gone);
    started.on('exit', () => gone(new Error('the process that reads snapshots ended')));
    // It must not keep the portal alive; what it is asked to do does, by its timer.
    started.unref();
    started.channel?.unref();
    return started;
  }

  function stop(): void {
    const stopped = child;
    child = undefined;
    stopped?.kill('SIGKILL');
  }

  function finish(settle: (task: Task) => void): void {
    clearTimeout(timer);
    const task = current;
    current = undefined;
    if (task) settle(task);
    void next();
  }

  function interrupt(): void {
    stop();
    finish(task =>
      task.reject(
        new UnavailableError(
          `The query took longer than ${timeoutMs / 1000} s and was stopped. Narrow it with from, to or a filter, or download the snapshot.`,
        ),
      ),
    );
  }

  async function next(): Promise<void> {
    if (current) return;
    clearTimeout(idle);
    current = waiting.shift();
    if (!current) {
      if (child) idle = setTimeout(stop, idleMs).unref();
      return;
    }
    try {
      child ??= await start();
      timer = setTimeout(interrupt, timeoutMs);
      child.send(current.message);
    } catch (error) {
      finish(task => task.reject(error instanceof Error ? error : new Error(String(error))));
    }
  }

  return {
    run: (path, sql, params = []) =>
      new Promise((resolve, reject) => {
        waiting.push({ message: { path, sql, params }, resolve, reject });
        void next();
      }),
    close() {
      clearTimeout(timer);
      clearTimeout(idle);
      const stopping = new UnavailableError('The portal is stopping. Try again in a moment.');
      for (const task of waiting.splice(0)) task.reject(stopping);
      stop();
      finish(task => task.reject(stopping));
    },
  };
}
