import type { WireEvent } from '../../contract';
import { wireEventAt } from './arbitraryEvent';

/** A screen come to, or a screen and the element acted on there. */
export type Act = readonly [screen: string, element: string] | string;

const stepMs = 3_000;

export interface SessionOptions {
  /** Done as a run of this task. */
  readonly task?: string;
  readonly success?: boolean;
}

/**
 * Makes sessions of which each event has an id of its own: screens come to and elements acted on, three seconds apart,
 * `startMs` after 10:00 of 2026-11-01.
 */
export function sessionMaker() {
  let count = 0;
  return (
    name: string,
    startMs: number,
    acts: readonly Act[],
    { task, success = true }: SessionOptions = {},
  ): WireEvent[] => {
    const common = { sessionId: name, userHash: `user_${name.padStart(4, '0')}` };
    const events: WireEvent[] = [];
    let screenId = 'home';
    const emit = (fields: Partial<WireEvent>) => {
      const at = startMs + events.length * stepMs;
      events.push(wireEventAt(at, ++count, { ...common, screenId, ...fields }));
    };
    if (task) emit({ eventType: 'custom', name: 'task_started', taskId: task });
    for (const act of acts) {
      if (typeof act === 'string') {
        screenId = act;
        emit({ eventType: 'navigation' });
        continue;
      }
      const [screen, element] = act;
      screenId = screen;
      if (element === 'error') emit({ eventType: 'custom', name: 'error', errorCode: 'E1' });
      else emit({ eventType: element.startsWith('input') ? 'input_meta' : 'click', elementType: element });
    }
    if (task) emit({ eventType: 'custom', name: 'task_completed', taskId: task, success });
    return events;
  };
}

/** A form filled in, and somebody who looks for it in vain. */
export const direct: readonly Act[] = ['form', ['form', 'input_text'], ['form', 'button']];
export const lost: readonly Act[] = [
  'list',
  ['list', 'a'],
  'help',
  ['help', 'a'],
  'search',
  ['search', 'input_text'],
];
