import type { TimedEvent } from '../visitEvent';

const words = (type: string): string[] => type.toLowerCase().split(/[^a-z0-9]+/);
const matcher = (list: string) => {
  const set = new Set(list.split(' '));
  const known = new Map<string, boolean>();
  return (type: string | null): boolean => {
    if (type === null) return false;
    let answer = known.get(type);
    if (answer === undefined) {
      answer = words(type).some(word => set.has(word));
      if (known.size < 10_000) known.set(type, answer);
    }
    return answer;
  };
};

/** Elements made to be clicked repeatedly: steppers, date pickers, checkboxes. */
export const isRepeatable = matcher(
  'checkbox radio number spinbutton stepper spinner date time datetime month week datepicker calendar range slider switch toggle',
);
/** Fields for typing: a click gives focus, which changes no page. */
export const isTextInput = matcher(
  'textarea text password email search tel url textbox number date time editor',
);
/** Plain content, which promises no response. */
export const isPlainContent = matcher(
  'p h1 h2 h3 h4 h5 h6 body html main section article header footer form table tbody thead tr td th ul ol t tspan text path svg g circle rect polygon canvas unknown',
);
/** Fields that look for something: what stands in them was never meant to be sent. */
export const isSearch = matcher('search searchbox');
/** Settings that many pages keep as soon as they are changed. */
export const isToggle = matcher('checkbox switch toggle slider range');
export const isSubmit = matcher('submit button');

/** The same element clicked again; null when nothing tells elements apart. */
export function elementKey(event: TimedEvent): string | null {
  const { elementType, elementLabelHash, x, y, screenId } = event;
  if (elementLabelHash !== null) return `${screenId}|${elementType ?? ''}|${elementLabelHash}`;
  // Unlabelled elements of one type are told apart by where they stand, to a few pixels.
  if (x !== null && y !== null)
    return `${screenId}|${elementType ?? ''}|${Math.round(x / 24)},${Math.round(y / 24)}`;
  return null;
}
