import { createClient } from '@netcrab/plugin-api/contract';
import { telemetryEndpoints } from '@netcrab/plugin-telemetry/contract';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Accounts, type Connection } from './accounts';
import { createDelivery } from './deliver';
import { BrokenFileError } from './importError';
import type { ImportOptions } from './options';
import { OrgBatches } from './orgBatches';
import { isRejection, parseLine } from './parseLine';
import type { ProgressDisplay } from './progressDisplay';
import type { LineSource } from './readLines';
import type { Rejections } from './rejections';

export interface ImportReport {
  /** Lines with something on them. */
  readonly events: number;
  readonly taken: number;
  readonly stored: number;
  readonly orgs: number;
  readonly products: number;
  readonly sessions: number;
  readonly taskRuns: number;
  /** Switches turned on; null when nothing was opted in. */
  readonly optedIn: number | null;
  /** The day after the last event, to build packs as of; null where no event has a time. */
  readonly asOf: string | null;
  /** Why reading ended before the file did. */
  readonly brokenOff: BrokenFileError | null;
  readonly stopped: boolean;
}

const count = (value: number) => value.toLocaleString('en-US');
const lookEveryMs = 300;
const dayMs = 86_400_000;

/** Sends the events of a file, and waits until they are processed. */
export async function importFile(
  options: ImportOptions,
  source: LineSource,
  connection: Connection,
  rejections: Rejections,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<ImportReport> {
  const accounts = new Accounts(connection, options, `Import of ${path.basename(options.file)}`.slice(0, 80));
  try {
    const delivery = createDelivery(connection, accounts, rejections, signal);
    const read = await readAndSend(source, accounts, delivery, rejections, display, signal);
    const stopped = signal.aborted;
    if (!stopped) await processed(connection, display, signal);
    const optedIn = options.optIn && !stopped ? await accounts.optIn() : null;
    return {
      events: read.events,
      asOf:
        read.lastDay === '' ? null : new Date(Date.parse(read.lastDay) + dayMs).toISOString().slice(0, 10),
      brokenOff: read.brokenOff,
      taken: delivery.taken,
      products: accounts.productCount,
      ...(await totals(connection, accounts)),
      optedIn,
      stopped: stopped || signal.aborted,
    };
  } finally {
    display.end();
    await accounts.revokeKeys();
  }
}

async function readAndSend(
  source: LineSource,
  accounts: Accounts,
  delivery: ReturnType<typeof createDelivery>,
  rejections: Rejections,
  display: ProgressDisplay,
  signal: AbortSignal,
) {
  const batches = new OrgBatches();
  let events = 0;
  let lastDay = '';
  let brokenOff: BrokenFileError | null = null;
  try {
    for await (const line of source.lines()) {
      if (signal.aborted) break;
      const event = parseLine(line);
      if (event === null) continue;
      events++;
      if (isRejection(event)) {
        await rejections.add(event);
        continue;
      }
      await accounts.prepare(event);
      if (event.day !== null && event.day > lastDay) lastDay = event.day;
      const due = batches.add(event);
      if (!due) continue;
      await delivery.send(due);
      display.show(`${count(events)} events read`, source.bytesRead / Math.max(1, source.bytes));
    }
  } catch (error) {
    if (!(error instanceof BrokenFileError)) {
      // The keys of batches on the way must not be taken from them.
      await delivery.settled().catch(() => undefined);
      throw error;
    }
    // What was read until then is good: it is sent, and the rest is left for the next time.
    brokenOff = error;
  }
  if (!signal.aborted) for (const batch of batches.rest()) await delivery.send(batch);
  await delivery.settled();
  if (!brokenOff && !signal.aborted) display.show(`${count(events)} events read`, 1);
  return { events, lastDay, brokenOff };
}

/** Waits until what was sent stands in the warehouse with its scores. */
async function processed(
  connection: Connection,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<void> {
  const client = createClient(telemetryEndpoints, {
    baseUrl: connection.baseUrl,
    headers: () => connection.headers,
  });
  let most = 0;
  while (!signal.aborted) {
    const { backlogBytes, caughtUp } = await client.operatorProcessing({ query: {} });
    if (caughtUp) return;
    most = Math.max(most, backlogBytes);
    const left = `${(backlogBytes / 1_000_000).toFixed(1)} MB to process`;
    display.show(left, most === 0 ? 0 : Math.min(0.99, 1 - backlogBytes / most));
    await delay(lookEveryMs);
  }
}

/** What the organisations of the file have now, and how many of their events are new. */
async function totals(connection: Connection, accounts: Accounts) {
  const client = createClient(telemetryEndpoints, {
    baseUrl: connection.baseUrl,
    headers: () => connection.headers,
  });
  const all = await accounts.all();
  const sums = { orgs: all.length, stored: 0, sessions: 0, taskRuns: 0 };
  for (const { orgId, storedBefore } of all) {
    const state = await client.operatorProcessing({ query: { orgId } });
    sums.stored += state.stored - storedBefore;
    sums.sessions += state.sessions;
    sums.taskRuns += state.taskRuns;
  }
  return sums;
}
