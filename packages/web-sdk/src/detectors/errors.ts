import { errorCode } from '../errorCode';
import type { StartDetector } from '../recorder';
import { code } from '../text';

const perMinute = 30;

/** Errors nobody handled, rejected promises, and scripts, styles and pictures that did not load. */
export const errors: StartDetector = recorder => {
  let minute = 0;
  let count = 0;

  function record(found: string): void {
    const now = Math.floor(performance.now() / 60_000);
    if (now !== minute) count = 0;
    minute = now;
    // A loop that fails sixty times a second says no more than one that fails thirty times a minute.
    if (++count > perMinute) recorder.lose('throttled', 1);
    else recorder.record({ eventType: 'custom', name: 'error', errorCode: found });
  }

  function onError(event: Event): void {
    const { target } = event;
    if (target instanceof Element) {
      if (!target.closest(recorder.settings.invisible)) record(`load:${code(target.localName, 40) ?? ''}`);
      return;
    }
    const { error, filename, lineno, colno } = event as ErrorEvent;
    record(errorCode(Object(error), recorder.hash, filename ? `${filename}:${lineno}:${colno}` : undefined));
  }
  const onRejection = ({ reason }: PromiseRejectionEvent) =>
    // What was thrown as text may be anything, also what was typed.
    record(errorCode(Object(typeof reason === 'string' ? undefined : reason), recorder.hash));

  addEventListener('error', onError, true);
  addEventListener('unhandledrejection', onRejection);
  return {
    stop() {
      removeEventListener('error', onError, true);
      removeEventListener('unhandledrejection', onRejection);
    },
  };
};
