import { ApiError } from '@netcrab/plugin-api/contract';
import { sendPatiently } from './sendPatiently';

const busy = new ApiError(503, 'unavailable', 'The disk is full.', null);

describe('sendPatiently', () => {
  it('comes again while the portal is busy, with growing pauses', async () => {
    const pauses: number[] = [];
    let calls = 0;
    const answer = await sendPatiently(
      async () => {
        if (++calls < 5) throw busy;
        return 'taken';
      },
      { pause: async ms => void pauses.push(ms) },
    );
    expect(answer).toBe('taken');
    expect(pauses).toHaveLength(4);
    expect(pauses[3]).toBeGreaterThan(pauses[0] ?? 0);
  });

  it('gives up when patience is at its end, with the last refusal', async () => {
    const sending = sendPatiently(() => Promise.reject(busy), {
      giveUpAfterMs: 1_000,
      pause: async () => undefined,
    });
    await expect(sending).rejects.toBe(busy);
  });

  it('does not repeat what another try would not mend', async () => {
    let calls = 0;
    const wrongKey = new ApiError(401, 'unauthorized', 'This ingest key is not known.', null);
    const sending = sendPatiently(async () => {
      calls++;
      throw wrongKey;
    });
    await expect(sending).rejects.toBe(wrongKey);
    expect(calls).toBe(1);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const sending = sendPatiently(() => Promise.reject(busy), {
      signal: stop.signal,
      pause: async () => stop.abort(),
    });
    await expect(sending).rejects.toThrow(/abort/i);
  });
});
