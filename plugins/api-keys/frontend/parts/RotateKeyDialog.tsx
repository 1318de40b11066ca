import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ErrorPanel } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { defaultOverlapHours, type ApiKey } from '../../contract';
import { useSecretCalls } from '../api';
import { messages, overlapNames } from '../messages';
import type { ShownSecret } from './SecretDialog';

const text = messages.rotate;

export interface RotateKeyDialogProps {
  apiKey: ApiKey;
  onRotated: (shown: ShownSecret) => void;
  onClose: () => void;
}

export function RotateKeyDialog({ apiKey, onRotated, onClose }: RotateKeyDialogProps) {
  const { rotate } = useSecretCalls();
  const [overlapHours, setOverlapHours] = useState(defaultOverlapHours);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    setError(null);
    try {
      const { secret } = await rotate(apiKey, overlapHours);
      onRotated({ secret, label: apiKey.label, overlapHours });
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="rotate-key-title">
      <form onSubmit={event => void submit(event)}>
        <DialogTitle id="rotate-key-title">{text.title(apiKey.label)}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5 }}>
            <Typography variant="body2" color="textSecondary">
              {text.body}
            </Typography>
            <TextField
              select
              label={text.overlap}
              value={overlapHours}
              onChange={event => setOverlapHours(Number(event.target.value))}
              helperText={overlapHours === 0 ? text.now : undefined}
            >
              {Object.entries(overlapNames).map(([hours, name]) => (
                <MenuItem key={hours} value={Number(hours)}>
                  {name}
                </MenuItem>
              ))}
            </TextField>
            {error !== null && <ErrorPanel error={error} title={text.failed} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" loading={pending}>
            {text.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
