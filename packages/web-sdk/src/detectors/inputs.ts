import type { Recorder, StartDetector } from '../recorder';
import type { EventFacts } from '../wireEvent';
import { labelOf, see, typeOf } from './element';
import { onScreenChange } from './navigation';

const factsOf = (
  element: Element,
  recorder: Recorder,
): Pick<EventFacts, 'elementType' | 'elementLabelHash'> => ({
  elementType: typeOf({ element, clickable: true }),
  elementLabelHash: recorder.hash(labelOf(element, recorder)),
});

/** Fields that were changed, with how often and for how long; never with what. And forms that were sent. */
export const inputs: StartDetector = recorder => {
  let field: {
    readonly element: Element;
    readonly since: number;
    readonly screen: string;
    count: number;
  } | null = null;

  function leave(): void {
    if (!field) return;
    const { element, since, screen, count } = field;
    field = null;
    recorder.record({
      eventType: 'input_meta',
      ...factsOf(element, recorder),
      screenId: screen,
      route: screen,
      extra: { inputs: count, durationMs: Math.round(performance.now() - since) },
    });
  }

  function onInput(event: Event): void {
    const seen = event.isTrusted ? see(event, recorder) : null;
    if (!seen) return;
    const { element } = seen;
    if (field?.element !== element) {
      leave();
      field = { element, since: performance.now(), screen: recorder.screen(), count: 0 };
    }
    field.count++;
  }

  function onSubmit(event: Event): void {
    leave();
    const form = event.target;
    if (!event.isTrusted || !(form instanceof Element) || form.closest(recorder.settings.invisible)) return;
    recorder.record({
      eventType: 'custom',
      name: 'form_submitted',
      elementType: 'form',
      // Not its text, which is all that stands in it.
      elementLabelHash: recorder.hash(
        ['data-netcrab-label', 'aria-label', 'name', 'id'].map(name => form.getAttribute(name)).find(Boolean),
      ),
    });
  }

  const listeners = [
    ['input', onInput],
    ['change', leave],
    ['focusout', leave],
    ['submit', onSubmit],
  ] as const;
  for (const [type, listener] of listeners)
    addEventListener(type, listener, { capture: true, passive: true });
  const end = onScreenChange(leave);
  return {
    leave,
    stop() {
      end();
      for (const [type, listener] of listeners) removeEventListener(type, listener, { capture: true });
    },
  };
};
