import { lazy, Suspense, useState, type MouseEvent, type ReactNode } from 'react';
import type { DropMenuItem } from './DropMenu';

const DropMenu = lazy(() => import('./DropMenu'));

/** A button's menu: props for the button, and the menu to draw beside it. */
export function useDropMenu(items: readonly DropMenuItem[], header?: ReactNode) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return {
    button: {
      'aria-haspopup': 'menu' as const,
      'aria-expanded': anchor !== null,
      onClick: (event: MouseEvent<HTMLElement>) => setAnchor(event.currentTarget),
    },
    menu: anchor && (
      <Suspense fallback={null}>
        <DropMenu anchor={anchor} onClose={() => setAnchor(null)} items={items} header={header} />
      </Suspense>
    ),
  };
}
