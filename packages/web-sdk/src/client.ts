import { eventId } from './eventId';
import { createSession, createUser } from './identity';
import { openQueue, type Loss } from './queue';
import type { Automatic, Recorder } from './recorder';
import { screenOf } from './route';
import { createSender } from './sender';
import type { Settings } from './settings';
import { sha256 } from './sha256';
import { write } from './storage';
import { createTransport } from './transport';

/** Recording, as long as it is allowed. */
export interface Client extends Recorder {
  settings: Settings;
  setUser(id: string | number | null): void;
  flush(): Promise<void>;
  /**
   * Ends recording.
   * @param erase whether to delete what is left, and the ids kept in this browser; the next recording sends it otherwise
   */
  stop(erase: boolean): Promise<void>;
}

/** Sampled by the session's own random id, so that all of it is recorded or none. */
const isSampled = (sessionId: string, rate: number): boolean =>
  parseInt(sessionId.slice(0, 8), 16) / 2 ** 32 < rate;

/**
 * Starts recording.
 * @param before to be waited for: the end of another recording
 */
export function startClient(first: Settings, automatic: Automatic, before: Promise<void>): Client {
  const { productId } = first;
  const entry = `netcrab:${productId}`;
  const salt = `${entry}:`;
  const context = automatic.context?.();
  const session = createSession(entry);
  const user = createUser(entry, salt);
  let lost: Partial<Record<Loss, number>> = {};
  const lose = (loss: Loss, count: number) => void (lost[loss] = (lost[loss] ?? 0) + count);
  const sender = createSender({
    transport: createTransport(first.url, first.ingestKey),
    queue: openQueue(entry, lose),
    lose,
    onBarred: () => end(),
  });

  const client: Client = {
    settings: first,
    screen: () => screenOf(location, client.settings.nameRoute),
    hash: label => (label ? sha256(salt + label).slice(0, 16) : undefined),
    draft(facts) {
      const now = Date.now();
      const { release, segment, sampleRate } = client.settings;
      const sessionId = session.at(now);
      if (!isSampled(sessionId, sampleRate)) return null;
      const screenId = client.screen();
      return {
        eventId: eventId(now),
        productId,
        sessionId,
        userHash: user.hash,
        ts: new Date(now).toISOString(),
        screenId,
        route: screenId,
        ...context,
        releaseVersion: release,
        segment,
        ...facts,
      };
    },
    commit: sender.push,
    record(facts) {
      const event = client.draft(facts);
      if (event) sender.push(event);
    },
    lose,
    setUser(id) {
      const { hash, anonymous } = user;
      if (id === null && anonymous) return;
      user.set(id);
      // Whoever was anonymous until now, and still is here, was this person; anyone else begins another session.
      if (anonymous) sender.unsent().forEach(event => (event.userHash = user.hash));
      else if (user.hash !== hash) session.renew();
    },
    flush() {
      reportLost();
      return sender.flush();
    },
    stop(erase) {
      end();
      if (erase) {
        write('localStorage', entry, null);
        write('sessionStorage', entry, null);
      }
      return sender.stop(erase);
    },
  };

  const reportLost = () => {
    if (Object.keys(lost).length) client.record({ eventType: 'custom', name: 'events_dropped', extra: lost });
    lost = {};
  };
  const leave = () => {
    for (const one of running) one.leave?.();
    reportLost();
    sender.leave();
  };
  const leaveWhenHidden = () => {
    if (document.hidden) leave();
  };
  // Not all tabs at once: those that come later find the queue sent.
  const resume = () => setTimeout(sender.resume, Math.random() * 1_000);
  const running = automatic.detectors.map(start => start(client));
  const listeners = [
    ['online', resume],
    ['pagehide', leave],
    ['visibilitychange', leaveWhenHidden],
  ] as const;
  for (const [type, listener] of listeners) addEventListener(type, listener, true);
  const end = () => {
    for (const one of running.splice(0)) {
      one.leave?.();
      one.stop();
    }
    for (const [type, listener] of listeners) removeEventListener(type, listener, true);
  };

  void before.then(sender.flush);
  return client;
}
