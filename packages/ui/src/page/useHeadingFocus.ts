import { useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router';

/** react-router's key of the entry the document was opened with. */
const firstEntry = 'default';

/**
 * After a navigation the focus belongs to the new page's heading, so that the keyboard and screen readers start
 * there. Not on the first load (the browser reads the page itself), and not when someone already works inside it.
 */
export function useHeadingFocus(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const arrived = useLocation().key !== firstEntry;
  const shown = useRef<string>(null);
  useEffect(() => {
    // A change of the address alone (a filter, a tab) leaves the focus where it is.
    if (shown.current === title) return;
    shown.current = title;
    const active = document.activeElement;
    const busyInside = active !== document.body && active?.closest('main') && active !== heading.current;
    if (arrived && !busyInside) heading.current?.focus({ preventScroll: true });
  }, [title, arrived]);
  return heading;
}
