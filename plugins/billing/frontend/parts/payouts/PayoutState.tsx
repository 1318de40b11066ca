import Typography from '@mui/material/Typography';
import { StatusChip } from '@netcrab/ui';
import type { Payout } from '../../../contract';
import { payoutStateNames, payoutMessages as text } from '../../earningsMessages';

/** How far a payout is, and what its receiver has to know or do. */
export function PayoutState({ payout }: { payout: Payout | null }) {
  if (!payout) {
    return (
      <Typography component="span" variant="body2" color="textSecondary">
        {text.none}
      </Typography>
    );
  }
  return (
    <>
      <StatusChip
        {...payoutStateNames[payout.state]}
        {...(payout.reason === 'superseded' && { label: text.carriedOver })}
      />
      {payout.message && (
        <Typography
          variant="caption"
          component="div"
          color="textSecondary"
          sx={{ mt: 0.5, maxWidth: '44ch' }}
        >
          {payout.message}
        </Typography>
      )}
    </>
  );
}
