import { utf8 } from './sha256';
import { sdkVersion, type WebEvent } from './wireEvent';

/**
 * What became of a batch: `taken`; `refused`, since it can never be taken; `barred`, since nothing with this key from this
 * page can; `withdrawn` before it went; or the ms to wait at least before it is tried again.
 */
export type Outcome = 'taken' | 'refused' | 'barred' | 'withdrawn' | number;

export interface Transport {
  /**
   * @param firstTry false where the last batch failed
   * @param goes asked when the batch is packed; it stays when the answer is no
   */
  send(events: readonly WebEvent[], firstTry: boolean, goes: () => boolean): Promise<Outcome>;
  /**
   * As the page goes away: at once, uncompressed, if it still fits.
   * @returns null where it does not
   */
  sendLeaving(events: readonly WebEvent[]): Promise<Outcome> | null;
}

/** Requests that outlive their page share 64 KiB; the page's own may need some of it. */
const keepaliveShare = 60 * 1024;
const compressFrom = 1024;
const answerWithinMs = 30_000;
const longestWaitMs = 3_600_000;

/** An event must not come after its sending, which a clock that was put back would say: the later of both. */
const bodyOf = (events: readonly WebEvent[]): Uint8Array<ArrayBuffer> => {
  const times = [new Date().toISOString(), ...events.map(event => event.ts)];
  return utf8.encode(JSON.stringify({ sdkVersion, sentAt: times.sort().pop(), events }));
};

const gzip = (bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

function outcomeOf({ ok, status, headers }: Response): Outcome {
  if (ok) return 'taken';
  if (status >= 500 || [408, 425, 429].includes(status)) {
    const given = headers.get('retry-after') ?? '';
    // Seconds, or a date.
    const ms = +given * 1000 || Date.parse(given) - Date.now() || 0;
    return Math.min(Math.max(ms, 0), longestWaitMs);
  }
  // The key is unknown, revoked or of other pages, or nobody takes events there.
  return [401, 403, 404].includes(status) ? 'barred' : 'refused';
}

/** Posts batches to the portal with the browser key: compressed where the browser can, without cookies or referrer. */
export function createTransport(url: string, ingestKey: string): Transport {
  let inFlight = 0;

  async function post(
    body: ArrayBuffer | Uint8Array<ArrayBuffer>,
    packed: boolean,
    mayOutlive: boolean,
  ): Promise<Outcome> {
    const { byteLength } = body;
    const keepalive = mayOutlive && inFlight + byteLength <= keepaliveShare;
    if (keepalive) inFlight += byteLength;
    try {
      return outcomeOf(
        await fetch(url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${ingestKey}`,
            'content-type': 'application/json',
            ...(packed && { 'content-encoding': 'gzip' }),
          },
          body,
          keepalive,
          credentials: 'omit',
          // The address of the page may hold what was typed.
          referrerPolicy: 'no-referrer',
          // Older browsers wait as long as they see fit.
          signal: AbortSignal.timeout?.(answerWithinMs),
        }),
      );
    } catch {
      return 0;
    } finally {
      if (keepalive) inFlight -= byteLength;
    }
  }

  return {
    async send(events, firstTry, goes) {
      const body = bodyOf(events);
      const packed =
        body.length > compressFrom && window.CompressionStream && (await gzip(body).catch(() => null));
      return goes() ? post(packed || body, !!packed, firstTry) : 'withdrawn';
    },
    sendLeaving(events) {
      const body = bodyOf(events);
      return inFlight + body.length > keepaliveShare ? null : post(body, false, true);
    },
  };
}
