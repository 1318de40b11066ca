import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ConfirmDialog, useToast } from '@netcrab/ui';
import { useState } from 'react';
import type { ManagedSubscription } from '../../contract';
import { useEnd } from '../api';
import { messages } from '../messages';
import { packsText } from './subscriptionColumns';

const text = messages.end;

export function EndDialog({
  subscription,
  onClose,
}: {
  subscription: ManagedSubscription;
  onClose: () => void;
}) {
  const end = useEnd();
  const toast = useToast();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      open
      tone="danger"
      title={text.title(subscription.orgName)}
      body={
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">{packsText(subscription)}</Typography>
          <Typography variant="body2">{text.body}</Typography>
          <TextField
            required
            label={text.reason}
            value={reason}
            onChange={event => setReason(event.target.value)}
            slotProps={{ htmlInput: { minLength: 3, maxLength: 500 } }}
          />
        </Stack>
      }
      confirmLabel={text.confirm}
      onConfirm={async () => {
        const ended = await end.mutateAsync({ id: subscription.id, reason: reason.trim() });
        toast(messages.admin.ended(ended.orgName), { tone: 'ok' });
      }}
      onClose={onClose}
    />
  );
}
