import type { StartDetector } from '../recorder';

/** The person turns to another window and comes back. */
export const focus: StartDetector = recorder => {
  let focused = document.hasFocus();
  const look = () => {
    // Focus that goes into a frame of the page is still here.
    const now = document.hasFocus();
    if (now === focused) return;
    focused = now;
    recorder.record({ eventType: 'focus_change', extra: { focused } });
  };
  addEventListener('blur', look);
  addEventListener('focus', look);
  return {
    stop() {
      removeEventListener('blur', look);
      removeEventListener('focus', look);
    },
  };
};
