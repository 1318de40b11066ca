import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ConfirmDialog } from '@netcrab/ui';
import { useState } from 'react';
import { moneyMessages } from '../../moneyMessages';

interface Props {
  readonly title: string;
  readonly body: string;
  readonly confirmLabel: string;
  readonly tone?: 'danger' | 'neutral';
  /** With the reason, at least three letters long. A rejection is shown and may be tried again. */
  readonly onConfirm: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the reason that the audit log keeps with a change of money. */
export function ReasonDialog({ title, body, confirmLabel, tone, onConfirm, onClose }: Props) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      open
      tone={tone}
      title={title}
      body={
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">{body}</Typography>
          <TextField
            required
            label={moneyMessages.reason}
            value={reason}
            onChange={event => setReason(event.target.value)}
            slotProps={{ htmlInput: { minLength: 3, maxLength: 500 } }}
          />
        </Stack>
      }
      confirmLabel={confirmLabel}
      onConfirm={() => onConfirm(reason.trim())}
      onClose={onClose}
    />
  );
}
