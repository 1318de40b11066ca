import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import type { SlotFill, SlotRef } from './plugin';
import { usePortal } from './portal';

const components = new WeakMap<SlotFill, ComponentType<object>>();

function componentOf(fill: SlotFill): ComponentType<object> {
  let component = components.get(fill);
  if (!component) {
    component = lazy(fill.load as () => Promise<{ default: ComponentType<object> }>);
    components.set(fill, component);
  }
  return component;
}

/** Shows what other plugins put here; `fallback` when none did. */
export function Slot<Props extends object>({
  of,
  props,
  fallback = null,
  loading = null,
}: {
  of: SlotRef<Props>;
  props: Props;
  fallback?: ReactNode;
  /** In place of the fills until their code is there. */
  loading?: ReactNode;
}) {
  const fills = usePortal()
    .fills.filter(fill => fill.slot === of.id)
    .sort((a, b) => a.order - b.order);
  if (fills.length === 0) return fallback;
  return (
    <Suspense fallback={loading}>
      {fills.map((fill, index) => {
        const Fill = componentOf(fill);
        return <Fill key={index} {...props} />;
      })}
    </Suspense>
  );
}
