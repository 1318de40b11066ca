import Stack from '@mui/material/Stack';
import type { Contributions } from '../../contract';
import { messages } from '../messages';
import { BulkButton } from './BulkButton';
import { turnable, type Product } from './choices';
import type { Switches } from './useSwitches';

const text = messages.matrix;

interface Props {
  state: Contributions;
  product: Product;
  onSet: Switches['set'];
}

export function ProductBulk({ state, product, onSet }: Props) {
  const shared = { nextBuildAt: state.nextBuildAt, onSet };
  return (
    <Stack direction="row" sx={{ gap: 0.5 }}>
      <BulkButton
        {...shared}
        on
        choices={turnable(state, true, product)}
        label={text.shortOn}
        fullLabel={text.allOn(product.name)}
      />
      <BulkButton
        {...shared}
        on={false}
        choices={turnable(state, false, product)}
        label={text.shortOff}
        fullLabel={text.allOff(product.name)}
      />
    </Stack>
  );
}
