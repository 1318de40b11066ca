import Typography from '@mui/material/Typography';
import { Amount } from '@netcrab/ui';
import type { MoneyView } from '../../../contract';
import { buyingMessages } from '../../purchaseMessages';

const text = buyingMessages.tier;

/** What a month costs; null where it is agreed. */
export function MonthlyPrice({ price }: { price: MoneyView | null }) {
  if (price === null) {
    return (
      <Typography component="span" variant="caption" color="textSecondary">
        {text.contract}
      </Typography>
    );
  }
  return (
    <>
      <Typography component="span" sx={{ fontWeight: 650 }}>
        <Amount {...price} />
      </Typography>{' '}
      <Typography component="span" variant="caption" color="textSecondary">
        {text.perMonth}
      </Typography>
    </>
  );
}
