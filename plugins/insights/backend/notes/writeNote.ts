import { createHash } from 'node:crypto';
import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Evidence, Note } from '../../contract';
import type { Finding, FindingKind } from './finding';
import { count, format } from './numbers';

/** What a note says; a language model may put these, and nothing else, into other words. */
export type NoteText = Pick<Note, 'title' | 'summary' | 'recommendations'>;

const symptomTitles: Readonly<Record<string, (screen: string) => string>> = {
  rage_click: screen => `Clicks are repeated in vain on ${screen}`,
  dead_click: screen => `Clicks go unanswered on ${screen}`,
  error: screen => `Errors meet people on ${screen}`,
  backtrack: screen => `People turn back at ${screen}`,
  form_abandonment: screen => `A form on ${screen} is often left unsent`,
};
const symptomWords: Readonly<Record<string, string>> = {
  rage_click: 'rage clicks',
  dead_click: 'dead clicks',
  error: 'errors',
  backtrack: 'turning back',
  form_abandonment: 'a form left unsent',
};
const measureWords: Readonly<Record<string, string>> = {
  runFrictionChange: 'more friction',
  runSuccessChange: 'fewer successful runs',
  runDurationChange: 'longer runs',
};

const range = ({ metric, ci }: Evidence) => {
  const [low, high] = ci.map(format(metric)).sort((a, b) => parseFloat(a) - parseFloat(b));
  return `interval ${low} to ${high}`;
};

const symptomLine = (one: Evidence) =>
  `${symptomWords[one.metric] ?? one.metric} in ${format(one.metric)(one.value)} of ${count(one.n)} sessions (${range(one)})`;

const recommendations: Readonly<Record<FindingKind, readonly string[]>> = {
  screen_friction: [
    'Open the sample sessions of the screen and look at what people clicked when it happened.',
    'Show at once that a click was received, and say what went wrong where it fails.',
  ],
  screen_confusion: [
    'Look at where people come from and go to: the name that leads here may promise something else.',
    'Show on the screen before what is to be found here.',
  ],
  screen_conversion: [
    'Look at the field that people touched last before they left.',
    'Ask for what is needed now, and leave the rest for later.',
  ],
  release_friction: [
    'Compare the sample sessions of both releases on the screens of the task.',
    'Check what the release changed on the way of the task before it reaches more people.',
  ],
  release_success: [
    'Compare how runs end on both releases.',
    'Check what the release changed at the last steps of the task.',
  ],
  release_duration: [
    'Compare the time spent per screen on both releases.',
    'Check whether the release added steps or waiting to the task.',
  ],
  task_adoption: [
    'Look at the way to the task: whether the entry to it still stands where people look.',
    'Ask some of those who did it before and do not any more.',
  ],
};

function titleOf({ subject, evidence: [first] }: Finding): string {
  const { screen, task, b } = subject;
  if (b === undefined && task !== undefined) return `People do ${task} on fewer days than before`;
  if (screen !== undefined) return (symptomTitles[first.metric] ?? symptomTitles.error)?.(screen) ?? screen;
  return `Release ${b} is associated with ${measureWords[first.metric] ?? 'a change'} in ${task}`;
}

function summaryOf({ subject, evidence }: Finding): string {
  const { screen, task, a, b } = subject;
  if (screen !== undefined) {
    const lines = evidence.map(symptomLine);
    return `Coming to ${screen} is associated with ${lines.join(', and with ')}. A calm product stays well below.`;
  }
  if (b === undefined && task !== undefined) return adoptionSummary(task, evidence);
  const changes = evidence.filter(({ metric }) => metric.endsWith('Change'));
  const parts = changes.map(change => {
    const metric = change.metric.replace(/Change$/, '');
    const [after, before] = evidence.filter(one => one.metric === metric);
    const from =
      before && after ? `, from ${format(metric)(before.value)} to ${format(metric)(after.value)}` : '';
    return `${measureWords[change.metric] ?? change.metric} (${format(change.metric)(change.value)}, ${range(change)}${from})`;
  });
  return `Runs of ${task} on release ${b} are associated with ${parts.join(', and with ')}, compared with release ${a}.`;
}

function adoptionSummary(task: string, [change, now, before]: Finding['evidence']): string {
  const course =
    now && before
      ? `, from ${format(before.metric)(before.value)} of ${count(before.n)} days to ${format(now.metric)(now.value)} of ${count(now.n)} days`
      : '';
  return `This window is associated with ${task} being done on fewer of the days on which people were active (${format(change.metric)(change.value)}, ${range(change)}${course}), compared with the window before.`;
}

/** The same finding has the same id in every window, so that what was said of it stays with it. */
export function noteId(orgId: OrgId, { kind, productId, subject }: Finding): string {
  const { screen, task, a, b } = subject;
  return createHash('sha256')
    .update(JSON.stringify([orgId, productId, kind, screen, task, a, b]))
    .digest('hex')
    .slice(0, 20);
}

/** The words of a finding: the same each time, and no number or name that its evidence does not hold. */
export const textOf = (finding: Finding): NoteText => ({
  title: titleOf(finding),
  summary: summaryOf(finding),
  recommendations: [...recommendations[finding.kind]],
});

export const writeNote = (orgId: OrgId, finding: Finding): Note => ({
  id: noteId(orgId, finding),
  productId: finding.productId,
  screenId: finding.subject.screen ?? null,
  ...textOf(finding),
  category: finding.category,
  severity: finding.severity,
  confidence: finding.confidence,
  relatedScreens: [...finding.relatedScreens],
  evidence: [...finding.evidence],
  rephrased: false,
  feedback: null,
});
