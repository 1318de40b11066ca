import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'react-router';

/**
 * Which endpoints are open. The one that the address names (`#operationId` or `?op=operationId`) is opened, scrolled
 * to and focused, each time a link leads there.
 */
export function useOpenOperations() {
  const { hash, search, key } = useLocation();
  const target = hash ? decodeHash(hash) : new URLSearchParams(search).get('op');
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(target ? [target] : []));
  const [visit, setVisit] = useState({ key, target });
  // Typing in the search changes the address too, but not where it points.
  if (visit.key !== key) {
    setVisit({ key, target });
    if (target && (hash !== '' || target !== visit.target)) setOpen(new Set([...open, target]));
  }
  useEffect(() => {
    if (!target) return;
    const element = document.getElementById(target);
    element?.scrollIntoView({ block: 'start' });
    element?.querySelector<HTMLElement>('[aria-expanded]')?.focus({ preventScroll: true });
  }, [target, key]);

  const toggle = useCallback(
    (id: string) => setOpen(now => new Set(now.has(id) ? [...now].filter(one => one !== id) : [...now, id])),
    [],
  );
  const setAll = useCallback((ids: readonly string[]) => setOpen(new Set(ids)), []);
  return { open, toggle, setAll };
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
