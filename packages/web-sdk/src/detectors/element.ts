import type { Recorder } from '../recorder';
import { code } from '../text';

/** An element that an event is about. */
export interface Seen {
  readonly element: Element;
  /** Whether something says that it is made to be clicked. */
  readonly clickable: boolean;
}

const clickableTags = /^(a|area|button|input|select|label|summary|option|video|audio)$/;
const clickableRoles =
  /^(button|link|tab|menuitem(checkbox|radio)?|checkbox|radio|switch|option|slider|spinbutton|combobox|textbox|searchbox|treeitem|gridcell)$/;
const labelChars = 120;
const labelNodes = 60;

const elementsOf = (event: Event): Element[] =>
  event.composedPath().filter((node): node is Element => (node as Partial<Node>).nodeType === 1);

const isClickable = (element: Element): boolean =>
  clickableTags.test(element.localName) ||
  clickableRoles.test(element.getAttribute('role') ?? '') ||
  element.hasAttribute('onclick');

/** What an event is about, through shadow roots; null where it or anything around it is to stay unseen. */
export function see(event: Event, { settings }: Recorder): Seen | null {
  const path = elementsOf(event);
  const [target] = path;
  if (!target || path.some(element => element.matches(settings.invisible))) return null;
  const known = path.find(isClickable);
  if (known) return { element: known, clickable: true };
  // Scripts listen on anything; what looks clickable to people shows the hand.
  return { element: target, clickable: getComputedStyle(target).cursor === 'pointer' };
}

/** `button`, `input:checkbox`, `tab`; `unknown:div` for what nobody would take for clickable. */
export function typeOf({ element, clickable }: Seen): string | undefined {
  const { localName } = element;
  const role = element.getAttribute('role') ?? '';
  if (clickableRoles.test(role)) return role;
  if (localName === 'input') return code(`input:${(element as HTMLInputElement).type}`);
  return code(clickable ? localName : `unknown:${localName}`);
}

const isField = (element: Element): element is HTMLInputElement | HTMLSelectElement =>
  /^(input|select)$/.test(element.localName);

/** Text within, of a few nodes at most: a click must not cost more on a large element. */
function textOf(element: Element, invisible: string): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let nodes = 0; nodes < labelNodes && text.length < labelChars && walker.nextNode(); nodes++) {
    const { currentNode } = walker;
    if (!currentNode.parentElement?.closest(invisible)) text += ` ${currentNode.nodeValue}`;
  }
  return text;
}

function captionOf(element: Element, invisible: string): string | null {
  if (!isField(element)) return textOf(element, invisible);
  // Of these, and of no others, the value is the caption.
  return /^(submit|button|reset)$/.test(element.type) ? element.value : null;
}

/**
 * What tells the element from others, to be hashed and never sent: a name given for this, its label, its caption, its
 * name or id. Numbers count as one, so that "Inbox (3)" stays the same button.
 */
export function labelOf(element: Element, { settings }: Recorder): string {
  const attribute = (name: string) => element.getAttribute(name);
  const label = [
    () => attribute('data-netcrab-label'),
    () => attribute('aria-label'),
    () => captionOf(element, settings.invisible),
    () => attribute('name'),
    () => attribute('id'),
    () => attribute('title'),
    () => attribute('alt') ?? element.querySelector('[alt]')?.getAttribute('alt'),
  ].reduce((found, next) => found || next()?.trim() || '', '');
  return label.replace(/\s+/g, ' ').replace(/\d+/g, '0').slice(0, labelChars);
}
