import { useEffect } from 'react';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** What the help lists; the handler below implements them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ['Ctrl', 'K'], does: 'Find a page or an action' },
  { keys: ['/'], does: 'Go to the page’s search field' },
  { keys: ['?'], does: 'Show these shortcuts' },
  { keys: ['Esc'], does: 'Close what is open, or clear a search' },
];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isModal = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

export function useShortcuts({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || isModal()) return;
      if (event.key === '?') {
        event.preventDefault();
        onHelp();
      } else if (event.key === '/') {
        const field = document.querySelector<HTMLInputElement>('main [data-page-search]');
        if (!field) return;
        event.preventDefault();
        field.focus();
        field.select();
      }
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [onPalette, onHelp]);
}
