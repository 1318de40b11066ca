/** Holds events until the page answers them. */
export interface Responses {
  /** @param done called once, with the ms until the first response, or without where none came in time */
  await(event: MouseEvent, done: (responseMs?: number) => void): void;
  /** The page answers all that wait, now. */
  answer(): void;
  stop(): void;
}

interface Waiting {
  readonly since: number;
  readonly within: Node | null;
  readonly done: (responseMs?: number) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const patienceMs = 2_500;
/** Scrolling so soon after a click is the page's, not the person's. */
const scrollMs = 200;

const observed = { subtree: true, childList: true, attributes: true, characterData: true };

/**
 * Looks for the first change of the page after a click: of its elements, its address, a field's value, the focus, or its
 * scroll position. The page is watched only while a click waits, so that it costs nothing in between.
 */
export function watchResponses(invisible: () => string): Responses {
  let waiting: Waiting[] = [];

  const observer = new MutationObserver(records => {
    const seen = records.some(({ target }) => {
      const element = target.nodeType === 1 ? (target as Element) : target.parentElement;
      // A clock or an ad that changes by itself is no answer, when it is marked as none.
      return !element?.closest('[data-netcrab-ignore]') && !element?.closest(invisible());
    });
    if (seen) answer();
  });

  function settle(done: readonly Waiting[], answered: boolean): void {
    waiting = waiting.filter(one => !done.includes(one));
    if (waiting.length === 0) observer.disconnect();
    const now = performance.now();
    for (const { timer, since, done: tell } of done) {
      clearTimeout(timer);
      tell(answered ? Math.max(0, Math.round(now - since)) : undefined);
    }
  }
  function answer(): void {
    settle(waiting, true);
  }

  const onScroll = () =>
    settle(
      waiting.filter(({ since }) => performance.now() - since <= scrollMs),
      true,
    );
  const onFocus = ({ target }: Event) =>
    settle(
      waiting.filter(({ within }) => !within?.contains(target as Node)),
      true,
    );
  const onClick = (event: Event) => {
    // A script that follows a link: a download, say.
    if (!event.isTrusted && (event.target as Element).localName === 'a') answer();
  };
  const listeners = [
    ['input', answer],
    ['change', answer],
    ['focusin', onFocus],
    ['scroll', onScroll],
    ['click', onClick],
  ] as const;
  for (const [type, listener] of listeners)
    addEventListener(type, listener, { capture: true, passive: true });

  return {
    await(event, done) {
      const one: Waiting = {
        since: performance.now(),
        within: event.target as Node | null,
        done,
        timer: setTimeout(() => settle([one], false), patienceMs),
      };
      waiting.push(one);
      observer.observe(document, observed);
      // A shadow root's changes are seen from within only.
      for (const node of event.composedPath()) {
        if (typeof ShadowRoot === 'function' && node instanceof ShadowRoot) observer.observe(node, observed);
      }
    },
    answer,
    stop() {
      settle(waiting, false);
      for (const [type, listener] of listeners) removeEventListener(type, listener, { capture: true });
    },
  };
}
