import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { FormDialog } from '@netcrab/ui';
import { useState } from 'react';
import { useSaveSegment } from '../api';
import { messages } from '../messages';
import { useFilters } from '../urlFilters';

const text = messages.segments;

/** Keeps the filters of the address under a name; the range is not one of them. */
export function SaveSegment() {
  const { query } = useFilters();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = useSaveSegment();
  const { from: _from, to: _to, ...filters } = query;
  const chosen = Object.values(filters).filter(Boolean);
  const complete = name.trim() !== '';
  return (
    <>
      <Button variant="contained" disabled={chosen.length === 0} onClick={() => setOpen(true)}>
        {text.save}
      </Button>
      {open && (
        <FormDialog
          title={text.saveTitle}
          submitLabel={text.save}
          errorTitle={text.saveError}
          maxWidth="xs"
          complete={complete}
          onClose={() => setOpen(false)}
          onSubmit={async () => {
            await save.mutateAsync({ name: name.trim(), filters });
            setName('');
            setOpen(false);
          }}
        >
          {tried => (
            <>
              <Typography variant="body2" color="textSecondary">
                {chosen.join(', ')}
              </Typography>
              <TextField
                autoFocus
                label={text.name}
                value={name}
                error={tried && !complete}
                onChange={event => setName(event.target.value)}
                slotProps={{ htmlInput: { maxLength: 80 } }}
              />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}
