import Typography from '@mui/material/Typography';
import { StatusChip, When } from '@netcrab/ui';
import type { Payout } from '../../../contract';
import { payoutStateNames, payoutMessages as text } from '../../earningsMessages';
import { Beneath } from '../Beneath';

/** How far a payout is, and what its receiver has to know or do. */
export function PayoutState({ payout }: { payout: Payout | null }) {
  if (!payout) {
    return (
      <Typography component="span" variant="body2" color="textSecondary">
        {text.none}
      </Typography>
    );
  }
  const { state, reason, message, paidAt } = payout;
  return (
    <div>
      <StatusChip
        {...payoutStateNames[state]}
        {...(reason === 'superseded' && { label: text.carriedOver })}
      />
      {message && <Beneath>{message}</Beneath>}
      {state === 'paid' && paidAt !== null && (
        <Beneath>
          <When at={paidAt} mode="date" />
        </Beneath>
      )}
    </div>
  );
}
