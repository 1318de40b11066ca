import TextField from '@mui/material/TextField';
import { FormDialog } from '@netcrab/ui';
import { useState } from 'react';
import { useCreateIngestKey } from '../api';
import { messages } from '../messages';

const text = messages.keys;

export interface CreateIngestKeyDialogProps {
  onCreated: (secret: string) => void;
  onClose: () => void;
}

export function CreateIngestKeyDialog({ onCreated, onClose }: CreateIngestKeyDialogProps) {
  const create = useCreateIngestKey();
  const [label, setLabel] = useState('');
  const [origins, setOrigins] = useState('');
  const missing = label.trim() === '';

  const submit = async () => {
    const created = await create({ label: label.trim(), origins: origins.split(/[\s,]+/).filter(Boolean) });
    onCreated(created.secret);
  };

  return (
    <FormDialog
      title={text.create}
      submitLabel={text.create}
      errorTitle={text.failed}
      complete={!missing}
      onSubmit={submit}
      onClose={onClose}
    >
      {tried => (
        <>
          <TextField
            autoFocus
            required
            label={text.label}
            value={label}
            onChange={event => setLabel(event.target.value)}
            error={tried && missing}
            helperText={tried && missing ? text.labelMissing : text.labelHelp}
            slotProps={{ htmlInput: { maxLength: 80, autoComplete: 'off' } }}
          />
          <TextField
            multiline
            minRows={2}
            label={text.origins}
            value={origins}
            onChange={event => setOrigins(event.target.value)}
            helperText={text.originsHelp}
            slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
          />
        </>
      )}
    </FormDialog>
  );
}
