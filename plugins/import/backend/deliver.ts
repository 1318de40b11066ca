import { createClient } from '@netcrab/plugin-api/contract';
import { sendPatiently, telemetryEndpoints } from '@netcrab/plugin-telemetry/contract';
import type { Accounts, Connection } from './accounts';
import type { Batch } from './orgBatches';
import type { Rejections } from './rejections';

const batchesInFlight = 4;
const sdkVersion = 'import/1.0.0';

export interface Delivery {
  /** Takes a batch over; resolves when there is room for the next one, so that reading waits for the portal. */
  send(batch: Batch): Promise<void>;
  /** Resolves when everything taken over was answered. */
  settled(): Promise<void>;
  /** Events the portal took, or knew already. */
  readonly taken: number;
}

/** Posts batches with the key of their organisation, a few at a time. After a failure it takes no more. */
export function createDelivery(
  connection: Connection,
  accounts: Pick<Accounts, 'of'>,
  rejections: Pick<Rejections, 'add'>,
  signal: AbortSignal,
): Delivery {
  const inFlight = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  let taken = 0;

  async function post({ orgId, events }: Batch): Promise<void> {
    const { secret } = await accounts.of(orgId);
    const client = createClient(telemetryEndpoints, {
      baseUrl: connection.baseUrl,
      headers: () => ({ authorization: `Bearer ${secret}`, 'content-type': 'application/json' }),
    });
    const answer = await sendPatiently(
      () => {
        const head = `{"sdkVersion":"${sdkVersion}","sentAt":"${new Date().toISOString()}","events":[`;
        return client.ingest({ body: `${head}${events.map(({ text }) => text).join(',')}]}` });
      },
      { signal },
    );
    taken += answer.accepted + answer.duplicates;
    for (const { index, field, message } of answer.errors ?? []) {
      await rejections.add({ line: events[index]?.line ?? 0, field, message });
    }
  }

  const check = () => {
    if (failure) throw failure.error;
  };
  return {
    async send(batch) {
      check();
      const posting: Promise<void> = post(batch)
        .catch((error: unknown) => void (failure ??= { error }))
        .finally(() => inFlight.delete(posting));
      inFlight.add(posting);
      if (inFlight.size >= batchesInFlight) await Promise.race(inFlight);
      check();
    },
    async settled() {
      await Promise.all(inFlight);
      check();
    },
    get taken() {
      return taken;
    },
  };
}
