import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useStartBuild } from '../api';
import { messages } from '../messages';

interface Props {
  /** Null for all packs. */
  readonly packId: string | null;
  readonly onClose: () => void;
  readonly onStarted: (runId: string) => void;
}

export function StartBuildDialog({ packId, onClose, onStarted }: Props) {
  const [asOf, setAsOf] = useState('');
  const [restateFrom, setRestateFrom] = useState('');
  const start = useStartBuild();
  const text = messages.run;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      packId: packId ?? undefined,
      asOf: asOf || undefined,
      restateFrom: restateFrom || undefined,
    };
    start.mutate(body, { onSuccess: ({ runId }) => onStarted(runId) });
  };
  const day = { inputLabel: { shrink: true } } as const;

  return (
    <Dialog open onClose={onClose} aria-labelledby="start-build-title" fullWidth maxWidth="xs">
      <form onSubmit={submit}>
        <DialogTitle id="start-build-title">{text.title(packId)}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 3, pt: 1 }}>
            <TextField
              type="date"
              label={text.asOf}
              helperText={text.asOfHelp}
              value={asOf}
              onChange={event => setAsOf(event.target.value)}
              slotProps={day}
            />
            <TextField
              type="date"
              label={text.restate}
              helperText={text.restateHelp}
              value={restateFrom}
              onChange={event => setRestateFrom(event.target.value)}
              slotProps={day}
            />
            {start.error && (
              <Typography color="error" role="alert">
                {start.error.message}
              </Typography>
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" variant="contained" loading={start.isPending}>
            {text.start}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
