import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { patterns, verticalName, verticals } from '../../contract';
import { useSaveProduct, type ProductForm } from '../api';
import { messages } from '../messages';

const text = messages.edit;

export interface ProductDialogProps {
  product: ProductForm;
  isNew: boolean;
  onClose: () => void;
}

/** Registers a product, or edits what can change of one. */
export function ProductDialog({ product, isNew, onClose }: ProductDialogProps) {
  const save = useSaveProduct(isNew);
  const toast = useToast();
  const [form, setForm] = useState(product);
  const [tried, setTried] = useState(false);
  const idBad = !patterns.productId.test(form.productId);
  const nameMissing = form.name.trim() === '';
  const idFixed = !isNew || product.productId !== '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (idBad || nameMissing) return;
    save.mutate(
      { ...form, name: form.name.trim() },
      {
        onSuccess: saved => {
          toast(text.saved(saved.name), { tone: 'ok' });
          onClose();
        },
      },
    );
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="product-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="product-title">
          {isNew ? text.createTitle : text.editTitle(product.name)}
        </DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            <TextField
              required
              autoFocus={!idFixed}
              disabled={idFixed}
              label={text.id}
              value={form.productId}
              onChange={event => setForm({ ...form, productId: event.target.value })}
              error={tried && idBad}
              helperText={tried && idBad ? text.idBad : text.idHelp}
              slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off', spellCheck: false } }}
            />
            <TextField
              required
              autoFocus={idFixed}
              label={text.name}
              value={form.name}
              onChange={event => setForm({ ...form, name: event.target.value })}
              error={tried && nameMissing}
              helperText={tried && nameMissing ? text.nameMissing : ' '}
              slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }}
            />
            <TextField
              select
              label={text.vertical}
              value={form.vertical}
              onChange={event =>
                setForm({ ...form, vertical: event.target.value as ProductForm['vertical'] })
              }
              helperText={text.verticalHelp}
            >
              {verticals.map(vertical => (
                <MenuItem key={vertical} value={vertical}>
                  {verticalName(vertical)}
                </MenuItem>
              ))}
            </TextField>
            {save.error && <ErrorPanel error={save.error} title={text.failed} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" variant="contained" loading={save.isPending}>
            {text.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
