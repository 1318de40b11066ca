import type { Netcrab } from '@netcrab/web';
import { playgroundEndpoint, type sdkEndpoints } from '../../../contract';

/** An event as it left the page. */
export type SentEvent = Readonly<Record<string, unknown>> & {
  readonly eventId: string;
  readonly eventType: string;
  readonly ts: string;
};

/** One request of the SDK, as it went and was answered. */
export interface Exchange {
  readonly id: number;
  readonly events: readonly SentEvent[];
  readonly sdkVersion: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly sentBytes: number;
  readonly status: number;
  /** Until the answer came. */
  readonly ms: number;
  readonly answer: unknown;
}

export type FrameWindow = Window & typeof globalThis & { netcrab?: Netcrab };

const scriptPath: (typeof sdkEndpoints)['script']['path'] = '/sdk/netcrab.js';

async function unpacked(body: BufferSource, packed: boolean): Promise<string> {
  const blob = new Blob([body]);
  const stream = packed ? blob.stream().pipeThrough(new DecompressionStream('gzip')) : blob.stream();
  return new Response(stream).text();
}

/** Lets every request of the frame pass, and tells of those to the playground. */
function watch(frame: FrameWindow, onExchange: (exchange: Exchange) => void) {
  const send = frame.fetch.bind(frame);
  let count = 0;
  frame.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    // The playground has no key, and the portal knows none of this name.
    headers.delete('authorization');
    const started = performance.now();
    const response = await send(input, { ...init, headers });
    const ms = performance.now() - started;
    const body = init?.body as BufferSource | undefined;
    if (body && String(input).endsWith(playgroundEndpoint)) {
      const text = await unpacked(body, headers.get('content-encoding') === 'gzip');
      const { events, sdkVersion } = JSON.parse(text) as { events: SentEvent[]; sdkVersion: string };
      onExchange({
        id: ++count,
        events,
        sdkVersion,
        bytes: text.length,
        sentBytes: body.byteLength,
        status: response.status,
        ms,
        answer: await response.clone().json(),
      });
    }
    return response;
  };
}

/**
 * Puts the SDK into the frame, as the script tag would, and begins recording there.
 * @returns its calls; rejects where the script could not be loaded
 */
export function startSdk(
  frame: FrameWindow,
  origin: string,
  onExchange: (exchange: Exchange) => void,
): Promise<Netcrab> {
  watch(frame, onExchange);
  return new Promise((resolve, reject) => {
    const script = frame.document.createElement('script');
    script.src = origin + scriptPath;
    script.onerror = () => reject(new Error('The SDK could not be loaded'));
    script.onload = () => {
      const { netcrab } = frame;
      if (!netcrab) return reject(new Error('The SDK did not start'));
      netcrab.init({
        ingestKey: 'nc_ingest_playground',
        productId: 'playground',
        endpoint: origin + playgroundEndpoint,
        release: '1.0.0',
      });
      resolve(netcrab);
    };
    frame.document.head.append(script);
  });
}
