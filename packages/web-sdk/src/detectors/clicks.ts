import type { Recorder, StartDetector } from '../recorder';
import { labelOf, see, typeOf, type Seen } from './element';
import { watchResponses } from './responses';

/** Controls that answer by themselves, out of sight of the page. */
const selfAnswering = /^(select|option|video|audio|iframe|object|embed)$/;
const selfAnsweringInputs = /^(file|color|date|time|datetime-local|month|week|range)$/;

/** Why an answer is not looked for: it comes elsewhere. */
function elsewhere({ element }: Seen, event: MouseEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return 'modified';
  const { localName } = element;
  if (localName === 'a' || localName === 'area') {
    const { origin, target, protocol, href } = element as HTMLAnchorElement;
    const out = /^https?:$/.test(protocol) ? origin !== location.origin : protocol !== 'javascript:';
    if (href && (out || (target && target !== '_self') || element.hasAttribute('download')))
      return 'outbound';
  }
  const isInput = localName === 'input' && selfAnsweringInputs.test((element as HTMLInputElement).type);
  // What a closed shadow root does, nobody outside can see.
  const isOpaque = localName.includes('-') && !element.shadowRoot && element.childElementCount === 0;
  return selfAnswering.test(localName) || isInput || isOpaque ? 'native' : null;
}

/** A click on a label is followed by one on its field, which is the one that counts. */
const isOfField = ({ element }: Seen): boolean =>
  element.localName === 'label' && (element as HTMLLabelElement).control !== null;

/** Where it was, in CSS pixels of the window; a click by keyboard is nowhere. */
const positionOf = ({ detail, clientX, clientY }: MouseEvent) =>
  detail > 0 ? { x: Math.round(clientX), y: Math.round(clientY) } : undefined;

/**
 * Clicks, each with the time until the page answered. Rage and dead clicks are those without an answer: the portal tells
 * them from their sequence.
 */
export const clicks: StartDetector = (recorder: Recorder) => {
  const responses = watchResponses(() => recorder.settings.invisible);

  function onClick(event: MouseEvent): void {
    if (!event.isTrusted) return;
    const seen = see(event, recorder);
    if (!seen || isOfField(seen)) return;
    const reason = elsewhere(seen, event);
    const click = recorder.draft({
      eventType: 'click',
      elementType: typeOf(seen),
      // Of plain content the label would be what people read there.
      elementLabelHash: seen.clickable ? recorder.hash(labelOf(seen.element, recorder)) : undefined,
      ...positionOf(event),
      ...(reason && { responseMs: 0, extra: { [reason]: true } }),
    });
    if (!click) return;
    if (reason) return recorder.commit(click);
    responses.await(event, responseMs => {
      click.responseMs = responseMs;
      recorder.commit(click);
    });
  }

  addEventListener('click', onClick, { capture: true, passive: true });
  addEventListener('hashchange', responses.answer);
  addEventListener('popstate', responses.answer);
  return {
    // The page goes: to another one, to a new window. Whoever closes it by chance accuses no button.
    leave: responses.answer,
    stop() {
      removeEventListener('click', onClick, { capture: true });
      removeEventListener('hashchange', responses.answer);
      removeEventListener('popstate', responses.answer);
      responses.stop();
    },
  };
};
