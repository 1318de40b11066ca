import { createClient } from '@netcrab/plugin-api/contract';
import { sendPatiently, telemetryEndpoints, type WireEvent } from '@netcrab/plugin-telemetry/contract';
import { createSimulation, type SimulatedSeller, type SimulationOptions } from '../simulator';

export interface SendRequest {
  readonly baseUrl: string;
  readonly simulation: SimulationOptions;
  /** Those still to be sent, with an ingest key each. */
  readonly sellers: ReadonlyArray<{ readonly orgId: string; readonly key: string }>;
}

export interface SendProgress {
  sent(sessions: number): void;
  /** Every event of the seller was acknowledged. */
  finished(orgId: string): Promise<void> | void;
}

/** Sellers whose events are on the way at a time, one batch each. */
const lanes = 4;
const batchEvents = 1000;
const sdkVersion = 'simulator/1.0.0';

/** Makes the events of each seller and sends them as the SDK would: batches with the org's own ingest key. */
export async function sendSellers(
  request: SendRequest,
  progress: SendProgress,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<void> {
  const simulation = createSimulation(request.simulation);
  const byOrg = new Map(simulation.sellers.map(seller => [seller.orgId, seller]));

  async function sendSeller(seller: SimulatedSeller, key: string): Promise<void> {
    const client = createClient(telemetryEndpoints, {
      baseUrl: request.baseUrl,
      headers: () => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' }),
    });
    const send = async (events: readonly WireEvent[], sessions: number) => {
      const answer = await sendPatiently(
        () => {
          const body = JSON.stringify({ sdkVersion, sentAt: new Date(now()).toISOString(), events });
          return client.ingest({ body }, { signal });
        },
        { signal },
      );
      const [refused] = answer.errors ?? [];
      if (refused)
        throw new Error(`The simulator made an event that was refused: ${refused.field}: ${refused.message}`);
      progress.sent(sessions);
    };

    let batch: WireEvent[] = [];
    let sessions = 0;
    for (const session of simulation.sessionsOf(seller)) {
      // A session stays in one batch, so that processing sees it whole.
      if (batch.length + session.length > batchEvents) {
        await send(batch, sessions);
        batch = [];
        sessions = 0;
      }
      batch.push(...session);
      sessions++;
    }
    if (batch.length > 0) await send(batch, sessions);
  }

  const waiting = [...request.sellers];
  const runLane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const seller = byOrg.get(next.orgId);
      if (!seller) throw new RangeError(`The simulation has no seller ${next.orgId}`);
      await sendSeller(seller, next.key);
      await progress.finished(next.orgId);
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
}
