import { parentPort, workerData } from 'node:worker_threads';
import { sendSellers, type SendRequest } from './sendSellers';

/** Entry of the thread that {@link sendInThread} starts; it ends with its work. */
export type ThreadMessage = { readonly sent: number } | { readonly finished: string };

const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

await sendSellers(
  workerData as SendRequest,
  { sent: sessions => tell({ sent: sessions }), finished: orgId => tell({ finished: orgId }) },
  { now: Date.now, signal: new AbortController().signal },
);
