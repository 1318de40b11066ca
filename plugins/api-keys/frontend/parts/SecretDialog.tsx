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
import { usePortal } from '@netcrab/plugin-api/frontend';
import { CodeTabs, CopyButton } from '@netcrab/ui';
import { useState } from 'react';
import { messages } from '../messages';
import { curlLine, envLine, useExamplePack } from './snippets';

const text = messages.secret;

export interface ShownSecret {
  readonly secret: string;
  readonly label: string;
  /** Of the key it replaces. */
  readonly overlapHours?: number;
}

/** Shows a new key, once. It does not close before the key was copied, or its reader says it is stored. */
export function SecretDialog({ shown, onClose }: { shown: ShownSecret; onClose: () => void }) {
  const { baseUrl } = usePortal().boot;
  const packId = useExamplePack();
  const [copied, setCopied] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const [tried, setTried] = useState(false);
  const mayClose = copied || confirmed;
  const close = () => (mayClose ? onClose() : setTried(true));
  const { secret } = shown;
  return (
    <Dialog open onClose={close} maxWidth="sm" fullWidth aria-labelledby="new-key-title">
      <DialogTitle id="new-key-title">{text.title}</DialogTitle>
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
                htmlInput: { spellCheck: false, autoComplete: 'off', style: { fontFamily: 'monospace' } },
              }}
            />
            <CopyButton text={secret} label={text.copy} onCopied={() => setCopied(true)} />
          </Stack>
          <CodeTabs
            label={text.snippets}
            shared="secret"
            tabs={[
              { id: 'env', label: '.env', language: 'bash', code: envLine(secret) },
              { id: 'curl', label: 'curl', language: 'bash', code: curlLine(baseUrl, secret, packId) },
            ]}
          />
          {shown.overlapHours !== undefined && (
            <Typography variant="body2">{text.replaced(shown.label, shown.overlapHours)}</Typography>
          )}
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
          {text.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
