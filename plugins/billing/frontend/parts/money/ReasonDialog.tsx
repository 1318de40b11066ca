import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ConfirmDialog } from '@netcrab/ui';
import { useState, type ReactNode } from 'react';
import { ReasonField } from './ReasonField';

interface Props {
  readonly title: string;
  readonly body: ReactNode;
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
          <Typography variant="body2" component="div">
            {body}
          </Typography>
          <ReasonField value={reason} onChange={setReason} />
        </Stack>
      }
      confirmLabel={confirmLabel}
      onConfirm={() => onConfirm(reason.trim())}
      onClose={onClose}
    />
  );
}
