/** Writes lines that came while the disk was busy together: one sync acknowledges many. */
export interface GroupWriter {
  /** Resolves once the line is durable. @throws whatever `write` threw for its group, or SpoolUnavailableError */
  add(line: Buffer): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** The spool cannot take events now; nothing of them was kept. */
export class SpoolUnavailableError extends Error {
  override readonly name = 'SpoolUnavailableError';
  constructor(
    readonly reason: 'full' | 'disk' | 'busy' | 'closed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

interface Waiting {
  readonly line: Buffer;
  resolve(): void;
  reject(error: unknown): void;
}

/** @param pendingBytes bytes that may wait for the disk */
export function createGroupWriter(
  write: (lines: readonly Buffer[]) => Promise<void>,
  pendingBytes: number,
): GroupWriter {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let flushing: Promise<void> | null = null;

  async function flush() {
    // The caller must have stored the promise before this can end.
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group.map(({ line }) => line));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      for (const { line } of group) waitingBytes -= line.length;
    }
    flushing = null;
  }

  return {
    add: line =>
      new Promise((resolve, reject) => {
        if (waitingBytes + line.length > pendingBytes)
          return reject(new SpoolUnavailableError('busy', 'The disk does not keep up with the events.'));
        waiting.push({ line, resolve, reject });
        waitingBytes += line.length;
        flushing ??= flush();
      }),
    idle: async () => {
      await flushing;
    },
  };
}
