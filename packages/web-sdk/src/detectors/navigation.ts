import type { StartDetector } from '../recorder';

const changes: Array<() => void> = [];

/** Called when the screen of the page has changed, before that is told. @returns ends it */
export function onScreenChange(listener: () => void): () => void {
  changes.push(listener);
  return () => void changes.splice(changes.indexOf(listener), 1);
}

/** Screens come to: the first one, those a script shows by the history, back and forward, and pages restored. */
export const navigation: StartDetector = recorder => {
  let told: string | null = null;
  const look = () => {
    const screen = recorder.screen();
    if (screen === told) return;
    const isFirst = told === null;
    told = screen;
    for (const change of changes) change();
    recorder.record({ eventType: 'navigation', extra: { initial: isFirst } });
  };
  const restore = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    told = null;
    look();
  };

  let active = true;
  const undo = (['pushState', 'replaceState'] as const).map(method => {
    const original = history[method];
    const watched: typeof original = function (this: History, ...args) {
      original.apply(this, args);
      if (active) look();
    };
    history[method] = watched;
    return () => {
      // Somebody may have wrapped it since.
      if (history[method] === watched) history[method] = original;
    };
  });
  addEventListener('popstate', look);
  addEventListener('hashchange', look);
  addEventListener('pageshow', restore);
  look();
  return {
    stop() {
      active = false;
      for (const one of undo) one();
      removeEventListener('popstate', look);
      removeEventListener('hashchange', look);
      removeEventListener('pageshow', restore);
    },
  };
};
