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
import { usePortal } from '@netcrab/plugin-api/frontend';
import { CodeBlock, CopyButton } from '@netcrab/ui';
import { useState } from 'react';
import { useProducts } from '../api';
import { messages } from '../messages';
import { curlSnippet, freshEventId } from './snippet';

const text = messages.secret;

/** Shows a new key, once; it closes when the key was copied or its reader says it is stored. */
export function IngestSecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { baseUrl } = usePortal().boot;
  const products = useProducts();
  const [copied, setCopied] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const [eventId] = useState(() => freshEventId());
  const mayClose = copied || confirmed;
  const productId = products.data?.products[0]?.productId ?? 'my-app';
  return (
    <Dialog
      open
      onClose={() => mayClose && onClose()}
      maxWidth="sm"
      fullWidth
      aria-labelledby="ingest-secret-title"
    >
      <DialogTitle id="ingest-secret-title">{text.title}</DialogTitle>
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
              slotProps={{ input: { readOnly: true }, htmlInput: { spellCheck: false, autoComplete: 'off' } }}
            />
            <CopyButton text={secret} label={text.copy} onCopied={() => setCopied(true)} />
          </Stack>
          {/* Not before the product is known: a line that changes could be copied too early. */}
          {!products.isPending && (
            <CodeBlock
              title={text.snippet}
              language="bash"
              code={curlSnippet(baseUrl, secret, productId, eventId)}
            />
          )}
          <FormControlLabel
            control={<Checkbox checked={confirmed} onChange={event => setConfirmed(event.target.checked)} />}
            label={text.confirm}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose} disabled={!mayClose}>
          {text.done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
