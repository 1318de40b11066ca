import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { FormDialog } from '@netcrab/ui';
import { useState } from 'react';
import { defaultOverlapHours, type ApiKey } from '../../contract';
import { useSecretCalls } from '../api';
import { messages, overlapNames } from '../messages';
import type { ShownSecret } from './KeySecretDialog';

const text = messages.rotate;

export interface RotateKeyDialogProps {
  apiKey: ApiKey;
  onRotated: (shown: ShownSecret) => void;
  onClose: () => void;
}

export function RotateKeyDialog({ apiKey, onRotated, onClose }: RotateKeyDialogProps) {
  const { rotate } = useSecretCalls();
  const [overlapHours, setOverlapHours] = useState(defaultOverlapHours);

  const submit = async () => {
    const { secret } = await rotate(apiKey, overlapHours);
    onRotated({ secret, label: apiKey.label, overlapHours });
  };

  return (
    <FormDialog
      title={text.title(apiKey.label)}
      submitLabel={text.submit}
      errorTitle={text.failed}
      maxWidth="xs"
      onSubmit={submit}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
