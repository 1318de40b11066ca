import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { FormDialog } from '@netcrab/ui';
import { useState } from 'react';
import type { CreatedKey, KeyScope } from '../../contract';
import { useSecretCalls } from '../api';
import { expiryNames, messages } from '../messages';
import { ScopeChoice } from './ScopeChoice';

const text = messages.create;
const dayMs = 86_400_000;

export function CreateKeyDialog({
  onCreated,
  onClose,
}: {
  onCreated: (created: CreatedKey) => void;
  onClose: () => void;
}) {
  const { create } = useSecretCalls();
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState<readonly KeyScope[]>(['packs:query', 'packs:download']);
  const [expiryDays, setExpiryDays] = useState(0);
  const [cidrs, setCidrs] = useState('');
  const [test, setTest] = useState(false);
  const complete = label.trim() !== '' && scopes.length > 0;

  const submit = async () => {
    const created = await create({
      label: label.trim(),
      mode: test ? 'test' : 'live',
      scopes: [...scopes],
      expiresAt: expiryDays === 0 ? null : Date.now() + expiryDays * dayMs,
      allowedCidrs: cidrs.split(/[\s,]+/).filter(Boolean),
    });
    onCreated(created);
  };

  return (
    <FormDialog
      title={text.title}
      submitLabel={text.submit}
      errorTitle={text.failed}
      complete={complete}
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
            error={tried && label.trim() === ''}
            helperText={tried && label.trim() === '' ? text.labelMissing : text.labelHelp}
            slotProps={{ htmlInput: { maxLength: 80, autoComplete: 'off' } }}
          />
          <ScopeChoice scopes={scopes} onChange={setScopes} error={tried && scopes.length === 0} />
          <TextField
            select
            label={text.expiry}
            value={expiryDays}
            onChange={event => setExpiryDays(Number(event.target.value))}
          >
            {Object.entries(expiryNames).map(([days, name]) => (
              <MenuItem key={days} value={Number(days)}>
                {name}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            multiline
            minRows={2}
            label={text.cidrs}
            helperText={text.cidrsHelp}
            value={cidrs}
            onChange={event => setCidrs(event.target.value)}
          />
          <FormControlLabel
            control={<Switch checked={test} onChange={event => setTest(event.target.checked)} />}
            label={text.mode}
          />
        </>
      )}
    </FormDialog>
  );
}
