import { startClient, type Client } from './client';
import { cleanExtra } from './extra';
import { errorCode } from './errorCode';
import { declined, rememberChoice } from './privacy';
import type { Automatic } from './recorder';
import { readSettings, type Settings } from './settings';
import { eventName, taskName } from './text';
import type { InitOptions, Netcrab, TaskMetadata } from './types';
import type { WebEvent } from './wireEvent';

/** The page must not suffer from being watched, whatever it hands in. */
const safely =
  <Args extends unknown[]>(work: (...args: Args) => void) =>
  (...args: Args): void => {
    try {
      work(...args);
    } catch {
      // A getter of the page that throws, a browser that lacks something: this one thing is not recorded.
    }
  };

const inBrowser = () => typeof document === 'object';

/**
 * The calls, and what is automatic beside them.
 * @param endpoint where batches go unless an option says otherwise
 */
export function createNetcrab(automatic: Automatic, endpoint?: string): Netcrab {
  let options: Partial<InitOptions> = endpoint === undefined ? {} : { endpoint };
  let client: Client | undefined;
  let stopped = Promise.resolve();
  /** As given last, so that it is known when recording begins later; undefined when it never was. */
  let user: string | number | null | undefined;
  let inits = 0;

  function end(erase: boolean): void {
    if (client) stopped = client.stop(erase);
    client = undefined;
  }

  function begin(settings: Settings): void {
    if (client?.settings.place === settings.place) client.settings = settings;
    else {
      end(false);
      client = startClient(settings, automatic, stopped);
      if (user !== undefined) client.setUser(user);
    }
  }

  /** A page drawn ahead may never be seen. */
  function beginWhenShown(settings: Settings): void {
    if ((document as { prerendering?: boolean }).prerendering)
      document.addEventListener('prerenderingchange', () => begin(settings), { once: true });
    else begin(settings);
  }

  const custom = (facts: Partial<WebEvent>, extra: unknown) =>
    client?.record({ eventType: 'custom', ...facts, extra: cleanExtra(extra) });

  const task = (name: 'task_started' | 'task_completed') =>
    safely((taskId: string, { success, ...rest }: TaskMetadata = {}) => {
      const known = taskName(taskId);
      if (!known) return;
      const outcome = name === 'task_completed' ? success !== false : undefined;
      custom({ name, taskId: known, success: outcome }, rest);
    });

  return {
    init: safely(given => {
      if (!inBrowser()) return;
      options = { ...options, ...given };
      const turn = ++inits;
      const settings = readSettings(options);
      if (typeof settings === 'string') return console.warn(`netcrab: ${settings}`);
      if (declined()) return end(true);
      const { consent = true } = options;
      const answer = typeof consent === 'function' ? consent() : consent;
      if (answer === true) return beginWhenShown(settings);
      end(answer === false);
      Promise.resolve(answer).then(
        agreed => agreed === true && turn === inits && beginWhenShown(settings),
        () => undefined,
      );
    }),
    startTask: task('task_started'),
    completeTask: task('task_completed'),
    track: safely((given, extra) => {
      const name = eventName(given);
      if (name) custom({ name }, extra);
    }),
    captureError: safely((error, extra) => {
      if (client) custom({ name: 'error', errorCode: errorCode(error, client.hash) }, extra);
    }),
    setUser: safely(id => {
      user = id;
      client?.setUser(id);
    }),
    optOut: safely((out = true) => {
      if (!inBrowser()) return;
      if (out) {
        inits++;
        end(true);
      }
      rememberChoice(out);
    }),
    flush: async () => client?.flush().catch(() => undefined),
  };
}
