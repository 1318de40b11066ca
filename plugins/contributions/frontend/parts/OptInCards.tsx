import Stack from '@mui/material/Stack';
import { Section } from '@netcrab/ui';
import type { Contributions } from '../../contract';
import { OptInSwitch } from './OptInSwitch';
import { PackName } from './OptInMatrix';
import { ProductBulk } from './ProductBulk';
import type { Switches } from './useSwitches';

/** The matrix on a phone: a card per product. */
export function OptInCards({ state, switches }: { state: Contributions; switches: Switches }) {
  return (
    <Stack sx={{ gap: 2 }}>
      {state.products.map(product => (
        <Section
          key={product.productId}
          variant="card"
          title={product.name}
          actions={<ProductBulk state={state} product={product} onSet={switches.set} />}
        >
          <Stack component="ul" sx={{ gap: 2, listStyle: 'none', margin: 0, padding: 0 }}>
            {state.packs.map(pack => (
              <li key={pack.packId}>
                <PackName pack={pack} />
                <OptInSwitch state={state} product={product} pack={pack} onSet={switches.set} />
              </li>
            ))}
          </Stack>
        </Section>
      ))}
    </Stack>
  );
}
