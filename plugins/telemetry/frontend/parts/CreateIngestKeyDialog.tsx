import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { ErrorPanel } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { useCreateIngestKey } from '../api';
import { messages } from '../messages';

const text = messages.keys;

export interface CreateIngestKeyDialogProps {
  onCreated: (secret: string) => void;
  onClose: () => void;
}

export function CreateIngestKeyDialog({ onCreated, onClose }: CreateIngestKeyDialogProps) {
  const create = useCreateIngestKey();
  const [label, setLabel] = useState('');
  const [origins, setOrigins] = useState('');
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const missing = label.trim() === '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing || pending) return;
    setPending(true);
    setError(null);
    try {
      const created = await create({ label: label.trim(), origins: origins.split(/[\s,]+/).filter(Boolean) });
      onCreated(created.secret);
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="ingest-key-title">
      <form onSubmit={event => void submit(event)} noValidate>
        <DialogTitle id="ingest-key-title">{text.create}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            <TextField
              autoFocus
              required
              label={text.label}
              value={label}
              onChange={event => setLabel(event.target.value)}
              error={tried && missing}
              helperText={tried && missing ? text.labelMissing : text.labelHelp}
              slotProps={{ htmlInput: { maxLength: 80, autoComplete: 'off' } }}
            />
            <TextField
              multiline
              minRows={2}
              label={text.origins}
              value={origins}
              onChange={event => setOrigins(event.target.value)}
              helperText={text.originsHelp}
              slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
            />
            {error !== null && <ErrorPanel error={error} title={text.failed} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" variant="contained" loading={pending}>
            {text.create}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
