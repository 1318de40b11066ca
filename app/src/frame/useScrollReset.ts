import { useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** A new page starts at its top; Back and Forward are the browser's to restore. */
export function useScrollReset(): void {
  const { pathname, hash } = useLocation();
  const kind = useNavigationType();
  const last = useRef(pathname);
  useLayoutEffect(() => {
    // A filter or a tab changes the address, not the page.
    if (last.current === pathname) return;
    last.current = pathname;
    if (kind === 'POP' || hash) return;
    window.scrollTo(0, 0);
  }, [pathname, kind, hash]);
}
