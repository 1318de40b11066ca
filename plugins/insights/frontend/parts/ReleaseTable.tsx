import Typography from '@mui/material/Typography';
import { DataTable, formatCount, StatusChip, type Column, type Tone } from '@netcrab/ui';
import type { About, Change, ReleaseComparison, TaskComparison } from '../../contract';
import { messages } from '../messages';
import { inUnit, signed } from '../numbers';
import { Explained } from './Explained';

const text = messages.releases;
const tones: Record<Change['verdict'], Tone> = { better: 'ok', worse: 'bad', unclear: 'muted' };

/** Changes of shares and of friction, in points; of durations, as a factor. */
const points = (value: number) => `${signed(100 * value)} ${messages.delta.points}`;
const factor = (value: number) => `× ${inUnit(undefined, value)}`;

function ChangeCell(props: {
  metric: string;
  about: About;
  change: Change;
  write: (value: number) => string;
}) {
  const { metric, about, change, write } = props;
  const { a, b, verdict, likeForLike } = change;
  const { value, low, high } = change.change;
  return (
    <div>
      <div>
        <Explained metric={metric} about={about} figure={a} />
        {' → '}
        <Explained metric={metric} about={about} figure={b} />
      </div>
      {value !== null && (
        <div>
          <Explained metric={metric} about={about} figure={change.change}>
            {write(value)}
          </Explained>{' '}
          <StatusChip tone={tones[verdict]} label={text.verdicts[verdict]} />
        </div>
      )}
      <Typography variant="caption" color="textSecondary" component="div">
        {low !== undefined && high !== undefined && messages.explained.interval(write(low), write(high))}
        {likeForLike !== null && ` · ${text.like(write(likeForLike))}`}
      </Typography>
    </div>
  );
}

const columnsOf = (about: About): Column<TaskComparison>[] => [
  {
    id: 'task',
    header: text.task,
    primary: true,
    cell: ({ task, tooFew }) => (
      <>
        {task} {tooFew && <StatusChip tone="warn" label={text.tooFew} />}
      </>
    ),
  },
  {
    id: 'runs',
    header: text.runs,
    align: 'right',
    cell: ({ runs: { a, b } }) => (
      <Explained metric="releaseRuns" about={about} figure={{ value: a + b, n: a + b }}>
        {`${formatCount(a)} → ${formatCount(b)}`}
      </Explained>
    ),
  },
  {
    id: 'friction',
    header: text.friction,
    cell: ({ friction }) => (
      <ChangeCell metric="runFriction" about={about} change={friction} write={points} />
    ),
  },
  {
    id: 'success',
    header: text.success,
    cell: ({ success }) => <ChangeCell metric="runSuccess" about={about} change={success} write={points} />,
  },
  {
    id: 'duration',
    header: text.duration,
    cell: ({ duration }) => (
      <ChangeCell metric="runDuration" about={about} change={duration} write={factor} />
    ),
  },
];

/** Task by task, the largest worsening of friction first. */
export function ReleaseTable({ comparison }: { comparison: ReleaseComparison }) {
  return (
    <DataTable
      caption={text.caption}
      columns={columnsOf(comparison.about)}
      rows={comparison.tasks}
      rowKey={({ task }) => task}
      empty={<Typography variant="body2">{text.none}</Typography>}
    />
  );
}
