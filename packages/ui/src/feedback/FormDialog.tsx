import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorPanel } from '../query/ErrorPanel';

export interface FormDialogProps {
  title: string;
  /** The verb: `Create key`. */
  submitLabel: string;
  /** Over the server's refusal: `The key was not created`. */
  errorTitle: string;
  maxWidth?: 'xs' | 'sm';
  /** Whether the fields may be sent; if not, sending marks what is missing instead. */
  complete?: boolean;
  /** The dialog waits for it; a rejection is shown and may be tried again. It closes the dialog itself. */
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  /** The fields; a function is told whether sending was tried, and what is missing should be marked. */
  children: ReactNode | ((tried: boolean) => ReactNode);
}

/**
 * Asks for what a call needs. The answer goes to the caller alone, and into no cache: for calls that answer a secret.
 */
export function FormDialog({
  title,
  submitLabel,
  errorTitle,
  maxWidth = 'sm',
  complete = true,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!complete || pending) return;
    setPending(true);
    setError(null);
    try {
      await onSubmit();
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth={maxWidth} fullWidth>
      <form onSubmit={event => void submit(event)} noValidate>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            {typeof children === 'function' ? children(tried) : children}
            {error !== null && <ErrorPanel error={error} title={errorTitle} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" loading={pending}>
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
