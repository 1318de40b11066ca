import type { DeviceType, ErrorCode, Vertical } from './vocabulary';

/** One thing a user does in a task. Typing in a field is followed by a press on the same screen: forms are submitted. */
export type Step =
  | { readonly do: 'open'; readonly screen: string }
  | { readonly do: 'fill'; readonly field: string }
  | { readonly do: 'press'; readonly element: string; readonly type: 'button' | 'a' | 'select' };

/** What goes wrong in a run; telemetry's detectors have to find it from the events alone. */
export type Mishap = 'dead_click' | 'slow_response' | 'rage_click' | 'error' | 'error_loop';

/** Something wrong with one element, planted: part of the simulator's truth. */
export interface Flaw {
  readonly mishap: Mishap;
  /** Names the press it happens at. */
  readonly element: string;
  /** Of a run of the task. */
  readonly chance: number;
  /** First release that has it; from the beginning without. */
  readonly since?: number;
  /** First release without it. */
  readonly until?: number;
}

export interface TaskModel {
  /** The registered task type: public, the same in every product of the vertical. */
  readonly id: string;
  /** Share of the vertical's task runs. */
  readonly share: number;
  /** Median seconds between two steps. */
  readonly pace: number;
  /** The first opens the screen that the task starts on. */
  readonly steps: readonly [Extract<Step, { do: 'open' }>, ...Step[]];
  readonly flaws: readonly Flaw[];
  /** From this release on only this share of those who would do the task still find it; the others do something else. */
  readonly forsaken?: { readonly since: number; readonly kept: number };
}

export interface VerticalModel {
  readonly vertical: Vertical;
  /** In ids: `demo-crm-07`. */
  readonly slug: string;
  /** What a product is called, after its maker's name. */
  readonly productSuffix: string;
  readonly makers: readonly string[];
  readonly home: string;
  /** Screen somebody looks at by mistake. */
  readonly aside: string;
  readonly tasks: readonly TaskModel[];
  readonly errors: readonly ErrorCode[];
  readonly devices: Readonly<Record<DeviceType, number>>;
}

/** What goes wrong anywhere, once in so many runs of any task. */
export const ambient = { dead: 0.05, error: 0.03, backtrack: 0.05, abandon: 0.04, fail: 0.03 } as const;

export const open = (screen: string) => ({ do: 'open', screen }) as const;
export const fill = (field: string): Step => ({ do: 'fill', field });
export const press = (element: string, type: 'button' | 'a' | 'select' = 'button'): Step => ({
  do: 'press',
  element,
  type,
});

/** Whether a release of this number (0 is the oldest) has the flaw. */
export const hasFlaw = ({ since = 0, until = Infinity }: Flaw, release: number): boolean =>
  release >= since && release < until;
