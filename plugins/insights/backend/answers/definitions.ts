import type { About, Definition } from '../../contract';
import type { Scope } from '../scope/scope';
import { windowAbout } from '../scope/window';

/** What each number of this plugin is, in one place for API, pages and notes. */
export const definitions = {
  frictionIndex: {
    title: 'Friction index',
    definition:
      '100 × mean frustration of the sessions that began in the window. A session’s frustration is 1 − exp(−strain), strain being the weighted sum of rage clicks, dead clicks, backtracks, errors and things given up; 0 is calm. n counts sessions.',
    unit: 'of 100',
  },
  efficiencyScore: {
    title: 'Efficiency score',
    definition:
      '100 × mean efficiency of the task runs scored: each is compared in time, clicks and path with the median of that task’s first successful runs. n counts runs scored.',
    unit: 'of 100',
  },
  sessions: {
    title: 'Sessions',
    definition: 'Sessions that began in the window; 30 idle minutes end one.',
    unit: 'sessions',
  },
  taskSuccess: {
    title: 'Task success',
    definition:
      'Share of task runs that ended in success, among those that ended or were given up. n counts those runs.',
    unit: 'share',
  },
  impact: {
    title: 'Impact',
    definition:
      'Distinct users who met a problem on the screen × severity. Ranks hotspots. n counts the screen’s sessions.',
    unit: 'users × severity',
  },
  users: {
    title: 'Users affected',
    definition:
      'Distinct users with at least one rage click, dead click, error or abandoned form on the screen; turning back counts in severity alone. n counts the screen’s sessions.',
    unit: 'users',
  },
  severity: {
    title: 'Severity',
    definition:
      'Mean over the sessions that came to the screen of the frustration met there: 1 − exp(−strain of their stays on it), 0 to 1. n counts those sessions.',
    unit: '0 to 1',
  },
  rage_click: {
    title: 'Sessions with rage clicks',
    definition:
      'Share of the sessions that came to the screen with three or more clicks on one element within a second and no response.',
    unit: 'share',
  },
  dead_click: {
    title: 'Sessions with dead clicks',
    definition:
      'Share of the sessions that came to the screen with a click on something clickable that nothing answered within 2.5 s.',
    unit: 'share',
  },
  error: {
    title: 'Sessions with errors',
    definition: 'Share of the sessions that came to the screen with an error on it.',
    unit: 'share',
  },
  backtrack: {
    title: 'Sessions turning back',
    definition:
      'Share of the sessions that came to the screen and went from it to another and back within 20 s.',
    unit: 'share',
  },
  form_abandonment: {
    title: 'Sessions abandoning a form',
    definition: 'Share of the sessions that came to the screen with a form touched there and never sent.',
    unit: 'share',
  },
  dropoffRate: {
    title: 'Drop-off',
    definition: 'Share of the sessions that came to the screen and ended on it.',
    unit: 'share',
  },
  timeSpent: {
    title: 'Time spent',
    definition: 'Mean time of the sessions that came to the screen spent on it.',
    unit: 'ms',
  },
  screenSessions: {
    title: 'Sessions',
    definition: 'Sessions that came to the screen.',
    unit: 'sessions',
  },
  incidents: {
    title: 'Incidents, users, sessions',
    definition:
      'Incidents of this kind on this element of the screen; the distinct users they met, and the sessions they happened in. n counts incidents.',
    unit: 'incidents',
  },
  flowSessions: {
    title: 'Sessions',
    definition:
      'Sessions (runs of the task, where one is chosen) that took this path, or came to this screen at this step.',
    unit: 'sessions',
  },
  flowShare: {
    title: 'Share of flow',
    definition:
      'Sessions that took exactly these first screens, in this order, among all sessions (runs of the task, where one is chosen).',
    unit: 'share',
  },
  flowFriction: {
    title: 'Friction of flow',
    definition: 'Mean of 1 − exp(−strain) over the sessions or runs, of their stays in view.',
    unit: '0 to 1',
  },
  flowDropoff: {
    title: 'Drop-off',
    definition: 'Share of the sessions (runs) at this step that ended here.',
    unit: 'share',
  },
  duration: { title: 'Duration', definition: 'Median time taken.', unit: 'ms' },
  coverage: {
    title: 'Coverage',
    definition:
      'Share of the task’s runs in the calendar month, as far as the filters take them in, that this archetype stands for. n counts those runs.',
    unit: 'share',
  },
  archetypeSuccess: {
    title: 'Success',
    definition:
      'Share of the archetype’s runs in the calendar month that ended in success, of those of which it is known. n counts the archetype’s runs.',
    unit: 'share',
  },
  archetypeDuration: {
    title: 'Duration',
    definition: 'Mean time of the archetype’s runs in the calendar month. n counts them.',
    unit: 's',
  },
  archetypeFriction: {
    title: 'Friction',
    definition: 'Mean friction of the archetype’s runs in the calendar month, 0 to 1. n counts them.',
    unit: '0 to 1',
  },
  releaseRuns: {
    title: 'Runs',
    definition:
      'Runs of the task begun in the window on the first release, then on the second. n counts both.',
    unit: 'runs',
  },
  runSuccess: {
    title: 'Success',
    definition:
      'Share of the runs that ended in success; intervals by Wilson, of differences by Newcombe, at the count of runs that are independent (those of one user are alike). n counts runs that ended or were given up.',
    unit: 'share',
  },
  runDuration: {
    title: 'Duration',
    definition:
      'Geometric mean of the time successful runs took; the change is the ratio b : a, its interval from the logarithms, users being what varies. n counts runs.',
    unit: 'ms',
  },
  runFriction: {
    title: 'Friction',
    definition:
      'Mean friction of the runs, 0 to 1; the change is b − a with Welch’s interval, users being what varies. n counts runs.',
    unit: '0 to 1',
  },
  taskAdoption: {
    title: 'Adoption',
    definition:
      'Share of the days on which people used the product that they did the task, one day counting once for each user; intervals at the count of days that are independent (those of one user are alike). n counts days of use.',
    unit: 'share',
  },
  clusterShare: {
    title: 'Share of sessions',
    definition: 'Share of the sessions grouped that are of this group. n counts the sessions grouped.',
    unit: 'share',
  },
  clusterDuration: {
    title: 'Time',
    definition: 'Mean duration of the group’s sessions. n counts them.',
    unit: 'ms',
  },
  clusterClicks: {
    title: 'Clicks',
    definition: 'Mean clicks of the group’s sessions. n counts them.',
    unit: 'mean',
  },
  clusterFriction: {
    title: 'Frustration',
    definition: 'Mean frustration of the group’s sessions, as a share of 1. n counts them.',
    unit: 'share',
  },
  clusterAbandoned: {
    title: 'Given up',
    definition: 'Share of the group’s sessions with a task given up. n counts the group’s sessions.',
    unit: 'share',
  },
} as const satisfies Record<string, Definition>;
export type MetricId = keyof typeof definitions;

/** What stands in every answer about a scope. */
export function aboutOf(scope: Scope, metrics: readonly MetricId[], sampleEvery = 1): About {
  const chosen = Object.entries(scope.filters).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    ...windowAbout(scope.window),
    filters: Object.fromEntries(chosen),
    definitions: Object.fromEntries(metrics.map(id => [id, definitions[id]])),
    sampleEvery,
  };
}
