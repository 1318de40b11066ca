import type { StartDetector } from '../recorder';
import { onScreenChange } from './navigation';

const settleMs = 250;

/** How far a screen was read, in quarters: one event for each that is reached for the first time. */
export const scroll: StartDetector = recorder => {
  let reached = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function measure(target: EventTarget | null): void {
    timer = undefined;
    const element = target instanceof Element ? target : document.documentElement;
    const { scrollTop, scrollHeight, clientHeight } = element;
    // A list or a text box within the page is not the screen.
    if (
      clientHeight < innerHeight / 2 ||
      scrollHeight <= clientHeight ||
      element.matches(recorder.settings.invisible)
    )
      return;
    const quarter = Math.floor((4 * (scrollTop + clientHeight + 1)) / scrollHeight) * 25;
    if (quarter <= reached) return;
    reached = Math.min(quarter, 100);
    recorder.record({ eventType: 'scroll', extra: { depth: reached } });
  }

  const onScroll = ({ target }: Event) => {
    timer ??= setTimeout(measure, settleMs, target);
  };
  const end = onScreenChange(() => {
    clearTimeout(timer);
    timer = undefined;
    reached = 0;
  });
  addEventListener('scroll', onScroll, { capture: true, passive: true });
  return {
    stop() {
      end();
      clearTimeout(timer);
      removeEventListener('scroll', onScroll, { capture: true });
    },
  };
};
