import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SendProgress, SendRequest } from './sendSellers';
import type { ThreadMessage } from './senderThread';

/** As {@link sendSellers}, beside the portal's own thread: making events costs as much as taking them in. */
export async function sendInThread(
  root: string,
  request: SendRequest,
  progress: SendProgress,
  signal: AbortSignal,
): Promise<void> {
  const entry = createRequire(path.join(root, 'package.json')).resolve('@netcrab/plugin-demo/sender-thread');
  const worker = new Worker(entry, { workerData: request });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  // Noted one after the other, in the order they were sent in.
  let noted = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: ThreadMessage) => {
        if ('sent' in message) progress.sent(message.sent);
        else noted = noted.then(() => progress.finished(message.finished));
      });
      worker.on('error', reject);
      worker.on('exit', code => {
        if (code === 0) resolve();
        else
          reject(
            signal.aborted
              ? signal.reason
              : new Error(`The thread that sends the demo ended with code ${code}`),
          );
      });
    });
    await noted;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
