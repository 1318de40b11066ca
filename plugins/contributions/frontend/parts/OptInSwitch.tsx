import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { fits, type Contributions } from '../../contract';
import { messages } from '../messages';
import { effectOf, optInOf, type Pack, type Product } from './choices';
import type { Switches } from './useSwitches';

interface Props {
  state: Contributions;
  product: Product;
  pack: Pack;
  onSet: Switches['set'];
}

/** One product in one pack, with what the switch means beside it; only the reason where the vertical does not fit. */
export function OptInSwitch({ state, product, pack, onSet }: Props) {
  const effectId = useId();
  const on = optInOf(state, product, pack) !== undefined;
  const label = messages.matrix.label(product.name, pack.title);
  const choices = [{ productId: product.productId, packId: pack.packId }];
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
      {(on || fits(product, pack)) && (
        <Switch
          checked={on}
          onChange={(_, next) => onSet({ on: next, choices }, label)}
          slotProps={{ input: { 'aria-label': label, 'aria-describedby': effectId } }}
        />
      )}
      <Typography id={effectId} variant="body2" color="textSecondary" sx={{ minWidth: 0 }}>
        {effectOf(state, product, pack)}
      </Typography>
    </Stack>
  );
}
