import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { ErrorPanel } from '../query/ErrorPanel';

export interface ConfirmDialogProps {
  open: boolean;
  /** The question: `Revoke "CI pipeline"?` */
  title: string;
  /** What will happen, and whether it can be undone. */
  body: ReactNode;
  /** The verb: `Revoke key`. */
  confirmLabel: string;
  tone?: 'danger' | 'neutral';
  /** Must be typed before the button works. */
  requireText?: string;
  /** A promise keeps the dialog open until it settles; a rejection is shown and may be tried again. */
  onConfirm: () => unknown;
  onClose: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="xs" fullWidth>
      {/* Its own component, so that what was typed is forgotten when the dialog closes. */}
      <ConfirmForm {...props} />
    </Dialog>
  );
}

function ConfirmForm({
  title,
  body,
  confirmLabel,
  tone = 'neutral',
  requireText,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const bodyId = useId();
  const ready = requireText === undefined || typed.trim() === requireText;

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || pending) return;
    setPending(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <form onSubmit={event => void confirm(event)} aria-describedby={bodyId}>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" component="div" id={bodyId} color="textSecondary">
          {body}
        </Typography>
        {requireText !== undefined && (
          <TextField
            autoFocus
            fullWidth
            sx={{ mt: 2 }}
            label={`Type “${requireText}” to confirm`}
            value={typed}
            onChange={event => setTyped(event.target.value)}
            autoComplete="off"
            slotProps={{ htmlInput: { spellCheck: false } }}
          />
        )}
        {error !== null && (
          <div style={{ marginTop: 16 }}>
            <ErrorPanel error={error} title="That did not work" />
          </div>
        )}
      </DialogContent>
      <DialogActions>
        {/* The safe choice has the focus, unless there is something to type. */}
        <Button onClick={onClose} autoFocus={requireText === undefined}>
          Cancel
        </Button>
        <Button
          type="submit"
          variant="contained"
          color={tone === 'danger' ? 'error' : 'primary'}
          disabled={!ready}
          loading={pending}
        >
          {confirmLabel}
        </Button>
      </DialogActions>
    </form>
  );
}
