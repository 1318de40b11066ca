import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';
import { CopyButton } from '../text/CopyButton';
import { monospaceFonts } from '../theme/theme';

export interface SecretDialogText {
  title: string;
  /** That it is shown this once. */
  warning: string;
  /** What the secret is: `Your API key`. */
  field: string;
  copy: string;
  /** What the reader confirms instead of copying: `I have stored the key`. */
  confirm: string;
  /** What the dialog waits for. */
  held: string;
  done: string;
}

export interface SecretDialogProps {
  text: SecretDialogText;
  secret: string;
  onClose: () => void;
  /** Under the secret: how to use it. */
  children?: ReactNode;
}

/** Shows a secret, once. It does not close before the secret was copied, or its reader says it is stored. */
export function SecretDialog({ text, secret, onClose, children }: SecretDialogProps) {
  const [copied, setCopied] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const [tried, setTried] = useState(false);
  const mayClose = copied || confirmed;
  const close = () => (mayClose ? onClose() : setTried(true));
  return (
    <Dialog open onClose={close} maxWidth="sm" fullWidth>
      <DialogTitle>{text.title}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          <Alert severity="warning">{text.warning}</Alert>
          <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: 1, alignItems: { sm: 'center' } }}>
            <TextField
              fullWidth
              label={text.field}
              value={secret}
              onFocus={event => event.target.select()}
              onCopy={() => setCopied(true)}
              slotProps={{
                input: { readOnly: true },
                htmlInput: { spellCheck: false, autoComplete: 'off', style: { fontFamily: monospaceFonts } },
              }}
            />
            <CopyButton text={secret} label={text.copy} onCopied={() => setCopied(true)} />
          </Stack>
          {children}
          <FormControlLabel
            control={<Checkbox checked={confirmed} onChange={event => setConfirmed(event.target.checked)} />}
            label={text.confirm}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        {!mayClose && (
          <Typography
            variant="caption"
            role={tried ? 'alert' : undefined}
            sx={{ mr: 'auto', ml: 2, color: tried ? 'error.main' : 'text.secondary' }}
          >
            {text.held}
          </Typography>
        )}
        <Button variant="contained" onClick={onClose} disabled={!mayClose}>
          {text.done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
