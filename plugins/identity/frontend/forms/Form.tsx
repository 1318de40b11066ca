import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { ApiError } from '@netcrab/plugin-api/frontend';
import type { FormEvent, ReactNode } from 'react';

interface Props {
  onSubmit: (event: FormEvent) => void;
  pending: boolean;
  /** The verb of the button. */
  submitLabel: string;
  /** `danger` for what cannot be undone. */
  tone?: 'danger';
  /** What went wrong besides single fields. */
  failure: unknown;
  /** Beside the button. */
  actions?: ReactNode;
  children: ReactNode;
}

const messageOf = (failure: unknown): string =>
  failure instanceof ApiError ? failure.message : 'That did not work. Try again in a moment.';

/** Fields in one column, then what went wrong, then the button. */
export function Form({ onSubmit, pending, submitLabel, tone, failure, actions, children }: Props) {
  return (
    <Stack component="form" noValidate onSubmit={onSubmit} sx={{ gap: 2.25, maxWidth: 440 }}>
      {children}
      {failure !== null && (
        <Alert severity="error" role="alert">
          {messageOf(failure)}
        </Alert>
      )}
      <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <Button
          type="submit"
          variant="contained"
          color={tone === 'danger' ? 'error' : 'primary'}
          loading={pending}
        >
          {submitLabel}
        </Button>
        {actions}
      </Stack>
    </Stack>
  );
}
