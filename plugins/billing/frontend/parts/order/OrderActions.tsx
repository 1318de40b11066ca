import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useCan } from '@netcrab/plugin-api/frontend';
import { ErrorPanel } from '@netcrab/ui';
import { manageBilling, type OrderView } from '../../../contract';
import { buyPath } from '../../buying';
import { useCancelOrder } from '../../checkoutApi';
import { orderMessages as text } from '../../purchaseMessages';

const row = { mt: 1.5, gap: 1, flexWrap: 'wrap' } as const;

/** Where what was chosen can be chosen again. */
function choicePath({ tier, packs, returnPath }: OrderView): string | undefined {
  const [first, ...others] = packs;
  if (tier === null || first === undefined) return returnPath;
  return buyPath({ packId: first.id, tier, others: others.map(({ id }) => id) });
}

/** While the payment page is open: back to it, or give the order up. */
export function PendingActions({ order }: { order: OrderView }) {
  const cancel = useCancelOrder();
  const mayBuy = useCan(manageBilling);
  if (!mayBuy || order.checkoutUrl === null) return null;
  const choice = choicePath(order);
  return (
    <>
      <Stack direction="row" sx={row}>
        <Button variant="contained" href={order.checkoutUrl}>
          {text.pay}
        </Button>
        {choice && (
          <Button variant="outlined" href={choice}>
            {text.again}
          </Button>
        )}
        <Button color="error" loading={cancel.isPending} onClick={() => cancel.mutate(order.id)}>
          {text.cancel}
        </Button>
      </Stack>
      {cancel.error && (
        <Box sx={{ mt: 1.5 }}>
          <ErrorPanel error={cancel.error} title={text.cancelFailed} />
        </Box>
      )}
    </>
  );
}

/** Back to what was chosen. */
export function AgainActions({ order }: { order: OrderView }) {
  const choice = choicePath(order);
  return (
    <Stack direction="row" sx={row}>
      <Button variant="contained" href={choice ?? '/marketplace'}>
        {choice ? text.again : text.catalogue}
      </Button>
    </Stack>
  );
}
