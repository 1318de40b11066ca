import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { visuallyHidden } from '@netcrab/ui';
import type { Contributions } from '../../contract';
import { messages } from '../messages';
import { OptInSwitch } from './OptInSwitch';
import { ProductBulk } from './ProductBulk';
import type { Pack } from './choices';
import type { Switches } from './useSwitches';

const text = messages.matrix;
const line = '1px solid var(--mui-palette-divider)';
const ground = { bgcolor: 'background.paper' };

const frame = {
  overflow: 'auto',
  maxHeight: '72vh',
  border: line,
  borderRadius: '12px',
  ...ground,
  '& table': { borderCollapse: 'separate', borderSpacing: 0, width: '100%' },
  '& th, & td': {
    padding: '12px 16px',
    textAlign: 'left',
    verticalAlign: 'top',
    borderBottom: line,
    minWidth: 220,
  },
  '& thead th': { position: 'sticky', top: 0, zIndex: 2, bgcolor: 'background.paper' },
  '& tbody th, & thead th:first-of-type': { position: 'sticky', left: 0, bgcolor: 'background.paper' },
  '& tbody th': { zIndex: 1 },
  '& thead th:first-of-type': { zIndex: 3 },
};

export const PackName = ({ pack }: { pack: Pack }) => (
  <>
    <Typography component="span" sx={{ display: 'block', fontWeight: 600 }}>
      {pack.title}
    </Typography>
    <Typography component="span" variant="body2" color="textSecondary">
      {verticalName(pack.vertical)}
    </Typography>
  </>
);

interface Props {
  state: Contributions;
  switches: Switches;
}

/** Packs down, products across; head row and pack column stay in view. */
export function OptInMatrix({ state, switches }: Props) {
  return (
    // Focusable, so that the keyboard can scroll it.
    <Box sx={frame} tabIndex={0} role="region" aria-label={text.caption}>
      <table>
        <caption style={visuallyHidden}>{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.pack}</th>
            {state.products.map(product => (
              <th scope="col" key={product.productId}>
                {product.name}
                <ProductBulk state={state} product={product} onSet={switches.set} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {state.packs.map(pack => (
            <tr key={pack.packId}>
              <th scope="row">
                <PackName pack={pack} />
              </th>
              {state.products.map(product => (
                <td key={product.productId}>
                  <OptInSwitch state={state} product={product} pack={pack} onSet={switches.set} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
