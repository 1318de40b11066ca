import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import {
  verticalName,
  verticals,
  type ProductSummary,
  type Vertical,
} from '@netcrab/plugin-telemetry/contract';
import { ErrorPanel, formatDate, useToast } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { useMakeKey, useRegisterProduct } from '../api';
import { keepKey } from '../factsOfReader';
import { messages } from '../messages';
import { productIdOf } from './productIdOf';

const text = messages.start;
const fresh = '';

/** Where the snippets are tried first: these pages, and a developer's own machine. */
const usualOrigins = () =>
  [window.location.origin, 'http://localhost:3000', 'http://localhost:5173'].join('\n');

export function MakeKeyForm({ products }: { products: readonly ProductSummary[] }) {
  const [productId, setProductId] = useState(products[0]?.productId ?? fresh);
  const [name, setName] = useState('');
  const [vertical, setVertical] = useState<Vertical>('CUSTOM');
  const [origins, setOrigins] = useState(usualOrigins);
  const [failure, setFailure] = useState<Error | null>(null);
  const [pending, setPending] = useState(false);
  const makeKey = useMakeKey();
  const registerProduct = useRegisterProduct();
  const toast = useToast();
  const newId = productIdOf(name);
  const complete = productId !== fresh || newId !== '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete || pending) return;
    setPending(true);
    setFailure(null);
    try {
      if (productId === fresh) await registerProduct({ productId: newId, name: name.trim(), vertical });
      const secret = await makeKey({
        label: text.label(formatDate(Date.now())),
        origins: origins.split(/[\s,]+/).filter(Boolean),
      });
      keepKey({ secret, productId: productId === fresh ? newId : productId });
      toast(text.made, { tone: 'ok' });
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
      setPending(false);
    }
  };

  return (
    <Stack component="form" onSubmit={event => void submit(event)} sx={{ gap: 2, maxWidth: 520 }}>
      <TextField
        select
        label={text.product}
        value={productId}
        onChange={event => setProductId(event.target.value)}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        {products.map(product => (
          <MenuItem key={product.productId} value={product.productId}>
            {product.name}
          </MenuItem>
        ))}
        <MenuItem value={fresh}>{text.newProduct}</MenuItem>
      </TextField>
      {productId === fresh && (
        <>
          <TextField
            required
            label={text.name}
            value={name}
            onChange={event => setName(event.target.value)}
            helperText={newId && text.idWillBe(newId)}
            slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }}
          />
          <TextField
            select
            label={text.vertical}
            value={vertical}
            onChange={event => setVertical(verticals.find(one => one === event.target.value) ?? 'CUSTOM')}
          >
            {verticals.map(one => (
              <MenuItem key={one} value={one}>
                {verticalName(one)}
              </MenuItem>
            ))}
          </TextField>
        </>
      )}
      <TextField
        multiline
        label={text.origins}
        value={origins}
        onChange={event => setOrigins(event.target.value)}
        helperText={text.originsHelp}
        slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
      />
      {failure && <ErrorPanel error={failure} title={text.failed} />}
      <Button
        type="submit"
        variant="contained"
        disabled={!complete}
        loading={pending}
        sx={{ alignSelf: 'flex-start' }}
      >
        {text.make}
      </Button>
    </Stack>
  );
}
