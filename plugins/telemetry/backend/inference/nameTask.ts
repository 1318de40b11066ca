import { stepsOf, type PathStep } from './pathSteps';

/** What a task is called: an id for programs, a label for people. */
export interface TaskName {
  readonly taskType: string;
  readonly label: string;
}

const mostOfId = 48;

/** Screens of the path, the one with the most steps first; of equals the later, where a task tends to be done. */
function screensOf(steps: readonly PathStep[]): string[] {
  const counts = new Map<string, { steps: number; last: number }>();
  steps.forEach(({ screen }, place) => {
    counts.set(screen, { steps: (counts.get(screen)?.steps ?? 0) + 1, last: place });
  });
  return [...counts]
    .sort(([, a], [, b]) => b.steps - a.steps || b.last - a.last)
    .map(([screen]) => screen)
    .filter(screen => screen !== '');
}

const verbs = {
  fill: 'fill in',
  choose: 'choose',
  press: 'press',
  browse: 'look through',
} as const;

function verbOf(steps: readonly PathStep[]): keyof typeof verbs {
  const acts = steps.map(({ act }) => act);
  if (acts.some(act => /^type\b/.test(act))) return 'fill';
  if (acts.some(act => /select|option|radio|checkbox|combobox|menuitem/.test(act))) return 'choose';
  return acts.some(act => act !== 'open' && !/^scroll\b/.test(act)) ? 'press' : 'browse';
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** A screen's id as words: `contact_form` → `contact form`. */
const words = (screen: string): string => screen.replace(/[-_./:]+/g, ' ').trim();

/**
 * Names a task by the path typical of it: what is done, and on which screen. `fill-contact-form`, “Fill in: contact form”.
 * @param taken ids not to be given again.
 */
export function nameTask(path: string, taken: ReadonlySet<string>): TaskName {
  const steps = stepsOf(path);
  const [screen = 'screen', via] = screensOf(steps);
  const verb = verbOf(steps);
  const text = verbs[verb].charAt(0).toUpperCase() + verbs[verb].slice(1);
  const plain = { id: `${verb}-${slug(screen)}`, label: `${text}: ${words(screen)}` };
  const longer = via && {
    id: `${plain.id}-via-${slug(via)}`,
    label: `${plain.label}, by way of ${words(via)}`,
  };
  for (const name of [plain, ...(longer ? [longer] : [])]) {
    const taskType = name.id.slice(0, mostOfId);
    if (!taken.has(taskType)) return { taskType, label: name.label };
  }
  for (let number = 2; ; number++) {
    const taskType = `${plain.id.slice(0, mostOfId - 4)}-${number}`;
    if (!taken.has(taskType)) return { taskType, label: `${plain.label} (${number})` };
  }
}
