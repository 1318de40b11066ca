import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useToast, When } from '@netcrab/ui';
import type { Note, Verdict } from '../../contract';
import { useJudge } from '../api';
import { messages } from '../messages';

const text = messages.notes;
const choices: readonly [Verdict, string][] = [
  ['accepted', text.accept],
  ['not_actionable', text.notActionable],
  ['ignored', text.ignore],
];

/** What the team says of a note; what was said can be taken back. */
export function NoteFeedback({ note, canJudge }: { note: Note; canJudge: boolean }) {
  const judge = useJudge(note.id);
  const toast = useToast();
  const say = (verdict: Verdict | null) =>
    judge.mutate(verdict, {
      onSuccess: () =>
        verdict === null
          ? toast(text.takenBack)
          : toast(text.saved(text.verdict[verdict]), {
              tone: 'ok',
              action: { label: text.undo, onClick: () => say(null) },
            }),
      onError: () => toast(text.failed, { tone: 'bad' }),
    });
  if (note.feedback)
    return (
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography variant="body2" color="textSecondary">
          {text.judged(text.verdict[note.feedback.verdict], note.feedback.by)} ·{' '}
          <When at={note.feedback.at} />
        </Typography>
        {canJudge && (
          <Button size="small" onClick={() => say(null)} disabled={judge.isPending}>
            {text.undo}
          </Button>
        )}
      </Stack>
    );
  if (!canJudge) return null;
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      {choices.map(([verdict, label]) => (
        <Button
          key={verdict}
          size="small"
          variant="outlined"
          onClick={() => say(verdict)}
          disabled={judge.isPending}
        >
          {label}
        </Button>
      ))}
    </Stack>
  );
}
