import type { Preview } from '@netcrab/plugin-telemetry/contract';
import type { Column } from '@netcrab/ui';
import { playgroundMessages } from '../../playgroundMessages';

const text = playgroundMessages.scores;
type Session = Preview['sessions'][number];
type Signal = keyof Session['contributions'];
type Run = Session['runs'][number] & { readonly index: number };

interface SignalRow {
  readonly signal: Signal;
  readonly adds: number;
}

/** Every signal, so that those that add nothing are seen, too. */
export const signalsOf = ({ contributions }: Session): SignalRow[] =>
  (Object.keys(text.signals) as Signal[]).map(signal => ({ signal, adds: contributions[signal] }));

export const signalColumns: Column<SignalRow>[] = [
  { id: 'signal', header: text.signal, primary: true, cell: row => text.signals[row.signal] },
  { id: 'adds', header: text.part, align: 'right', cell: row => row.adds.toFixed(1) },
];

export const incidentColumns: Column<Session['incidents'][number]>[] = [
  { id: 'kind', header: text.incident, primary: true, cell: row => text.kinds[row.kind] },
  {
    id: 'where',
    header: text.where,
    cell: row => [row.screenId, row.elementType].filter(Boolean).join(' · '),
  },
  { id: 'times', header: text.times, align: 'right', cell: row => row.occurrences },
];

export const runColumns: Column<Run>[] = [
  { id: 'task', header: text.task, primary: true, cell: row => <code>{row.taskType}</code> },
  {
    id: 'outcome',
    header: text.outcome,
    cell: row =>
      row.abandoned
        ? text.outcomes.open
        : row.success
          ? text.outcomes.done(row.durationMs)
          : text.outcomes.failed(row.durationMs),
  },
  { id: 'friction', header: text.friction, align: 'right', cell: row => row.friction.toFixed(2) },
];
