/**
 * The canonical path of a task run: its steps as one text, told apart by control characters, which no text of an event
 * may hold. Repetitions of a step are one step, so filling five checkboxes or two is the same way of doing a task.
 */
export const betweenSteps = '\u001e';
export const betweenParts = '\u001d';

/** How long the user waited before a step: without looking (`quick`), after a thought, or long (`pause`). */
export const timingClasses = { quick: 'q', thought: '', pause: 'p' } as const;
/** Gaps below are `quick`, gaps from the second on `pause`; between them is what most steps take. Milliseconds. */
export const quickMs = 250;
export const pauseMs = 2_500;

export interface PathStep {
  readonly screen: string;
  /** `open`, `scroll …`, `type …`, or what was clicked: its element type. */
  readonly act: string;
  readonly timing: string;
}

export function stepsOf(path: string): PathStep[] {
  if (path === '') return [];
  return path.split(betweenSteps).map(text => {
    const [screen = '', act = '', timing = ''] = text.split(betweenParts);
    return { screen, act, timing };
  });
}

export const pathOf = (steps: readonly PathStep[]): string =>
  steps.map(({ screen, act, timing }) => [screen, act, timing].join(betweenParts)).join(betweenSteps);

const timingWords: Readonly<Record<string, string>> = {
  [timingClasses.quick]: ', at once',
  [timingClasses.thought]: '',
  [timingClasses.pause]: ', after a pause',
};

/** As people read it: `deal-form › button, after a pause`. */
export const nameOfStep = ({ screen, act, timing }: PathStep): string =>
  `${screen === '' ? act : `${screen} › ${act}`}${timingWords[timing] ?? ''}`;
