import type { Queue } from './queue';
import { aheadMs, batchMs, createSender, soonMs, type SenderParts } from './sender';
import type { Outcome } from './transport';
import type { WebEvent } from './wireEvent';

const event = (n: number) => ({ eventId: String(n).padStart(4, '0') }) as WebEvent;
const numbers = (events: readonly WebEvent[]) => events.map(one => Number(one.eventId));

function memoryQueue(): Queue & { readonly events: Map<string, WebEvent> } {
  const events = new Map<string, WebEvent>();
  return {
    events,
    add: async added => added.forEach(one => events.set(one.eventId, one)),
    first: async count => [...events.values()].slice(0, count),
    remove: async removed => removed.forEach(one => events.delete(one.eventId)),
  };
}

/** A sender whose batches are answered as told, `taken` without. */
function sending(answers: Outcome[] = []) {
  const queue = memoryQueue();
  const sent: number[][] = [];
  /** When each event was sent first. */
  const sentAt = new Map<number, number>();
  const left: number[][] = [];
  /** How long an answer takes. */
  const slow = { ms: 0 };
  const lose = jest.fn<void, Parameters<SenderParts['lose']>>();
  const onBarred = jest.fn();
  const sender = createSender({
    queue,
    lose,
    onBarred,
    transport: {
      async send(events, _, goes) {
        if (!goes()) return 'withdrawn';
        sent.push(numbers(events));
        for (const n of numbers(events)) sentAt.set(n, sentAt.get(n) ?? Date.now());
        if (slow.ms) await new Promise(resolve => setTimeout(resolve, slow.ms));
        return answers.shift() ?? 'taken';
      },
      sendLeaving(events) {
        left.push(numbers(events));
        return Promise.resolve(answers.shift() ?? 'taken');
      },
    },
  });
  const push = (from: number, to: number) => {
    for (let n = from; n < to; n++) sender.push(event(n));
  };
  return { sender, queue, sent, sentAt, slow, left, lose, onBarred, push };
}

let online = true;
beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  online = true;
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: {
      get onLine() {
        return online;
      },
    },
  });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('the sender', () => {
  it('sends ten events at once, and fewer after a quarter of one', async () => {
    const { sent, push } = sending();
    push(0, 9);
    await jest.advanceTimersByTimeAsync(soonMs - 1);
    expect(sent).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8]]);
    push(9, 19);
    await jest.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(2);
  });

  /** Pushes an event every half a second. @returns the ms each waited until it was sent */
  async function waits({ sentAt, push }: ReturnType<typeof sending>, from: number, count: number) {
    const pushedAt: number[] = [];
    for (let n = from; n < from + count; n++) {
      push(n, n + 1);
      pushedAt.push(Date.now());
      await jest.advanceTimersByTimeAsync(500);
    }
    await jest.advanceTimersByTimeAsync(batchMs);
    return pushedAt.map((at, i) => (sentAt.get(from + i) ?? NaN) - at);
  }

  it('keeps no event longer than a quarter of a second for a while, and slows down to a batch in five where more come', async () => {
    const one = sending();
    const soon = await waits(one, 0, 50);
    expect(Math.max(...soon)).toBe(soonMs);
    expect(one.sent.length).toBeGreaterThan(20);

    await waits(one, 50, 110);
    one.sent.length = 0;
    const steady = await waits(one, 160, 400);
    expect(Math.max(...steady)).toBeLessThanOrEqual(batchMs);
    // Of 400 events in 200 seconds: forty, be they full or due, and few more.
    expect(one.sent.length).toBeLessThanOrEqual(44);
  });

  it('is soon again after a rest, whatever it sent before it, and whatever its clock does', async () => {
    const { sender, sent, push, ...rest } = sending();
    push(0, 10_000);
    await sender.flush();
    await waits({ sender, sent, push, ...rest }, 10_000, 300);
    sent.length = 0;
    await jest.advanceTimersByTimeAsync(aheadMs);
    push(20_000, 20_001);
    await jest.advanceTimersByTimeAsync(soonMs);
    expect(sent.splice(0)).toEqual([[20_000]]);

    jest.setSystemTime(Date.now() - 86_400_000);
    push(20_001, 20_002);
    await jest.advanceTimersByTimeAsync(batchMs);
    expect(sent).toEqual([[20_001]]);
  });

  it('sends what comes after a batch that was answered late, too', async () => {
    const { sent, push, slow } = sending();
    slow.ms = 3 * soonMs;
    push(0, 1);
    await jest.advanceTimersByTimeAsync(2 * soonMs);
    push(1, 2);
    await jest.advanceTimersByTimeAsync(10 * soonMs);
    slow.ms = 0;
    push(2, 3);
    await jest.advanceTimersByTimeAsync(soonMs);
    expect(sent).toEqual([[0], [1], [2]]);
  });

  it('comes again with growing pauses, and never before it was asked to', async () => {
    const { sent, push } = sending([0, 0, 60_000]);
    push(0, 10);
    await jest.advanceTimersByTimeAsync(749);
    expect(sent).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(sent).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(sent).toHaveLength(4);
  });

  it('keeps what cannot be sent, and sends it when the way is free', async () => {
    const { sender, queue, sent, push } = sending([0]);
    push(0, 10);
    await jest.advanceTimersByTimeAsync(10);
    push(10, 30);
    await jest.advanceTimersByTimeAsync(10);
    expect([...queue.events.values()]).toHaveLength(30);
    sender.resume();
    await jest.advanceTimersByTimeAsync(10);
    expect(sent.at(-1)).toHaveLength(30);
    expect(queue.events.size).toBe(0);
  });

  it('does not try while the device says it is offline, but does not believe it for ever', async () => {
    const { sent, push } = sending();
    online = false;
    push(0, 10);
    await jest.advanceTimersByTimeAsync(500);
    expect(sent).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(1);
  });

  it('drops what can never be taken, counts it, and goes on', async () => {
    const { sent, lose, push } = sending(['refused']);
    push(0, 10);
    await jest.advanceTimersByTimeAsync(0);
    push(10, 20);
    await jest.advanceTimersByTimeAsync(0);
    expect(lose.mock.calls).toEqual([['refused', 10]]);
    expect(sent).toHaveLength(2);
  });

  it('stops where its key is barred, and keeps what it has for the next page', async () => {
    const { sender, queue, sent, onBarred, push } = sending(['barred']);
    push(0, 10);
    await sender.flush();
    push(10, 20);
    await sender.flush();
    expect(onBarred).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(1);
    expect(queue.events.size).toBe(20);
  });

  it('sends what is left as the page goes, also what was still being packed', async () => {
    const { sender, sent, left, push } = sending();
    await sender.flush();
    push(0, 12);
    sender.leave();
    await jest.advanceTimersByTimeAsync(batchMs);
    expect([...sent, ...left].flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('writes down what is likely not to arrive as the page goes', async () => {
    const { sender, queue, push } = sending([0, 0]);
    push(0, 10);
    await jest.advanceTimersByTimeAsync(10);
    push(10, 13);
    sender.leave();
    await jest.advanceTimersByTimeAsync(10);
    expect(queue.events.size).toBe(13);
  });

  it('keeps what failed while the page was leaving, if it stays', async () => {
    const { sender, queue, push } = sending([0]);
    await sender.flush();
    push(0, 3);
    sender.leave();
    await jest.advanceTimersByTimeAsync(0);
    expect(queue.events.size).toBe(3);
  });

  it('deletes all when it is told to', async () => {
    const { sender, queue, sent, push } = sending([0]);
    push(0, 10);
    await jest.advanceTimersByTimeAsync(0);
    push(10, 15);
    await sender.stop(true);
    expect(queue.events.size).toBe(0);
    expect(sent).toHaveLength(1);
  });
});
