import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { Amount, When } from '@netcrab/ui';
import type { PendingUpgradeView } from '../../../contract';
import { tierNames } from '../../messages';
import { planMessages } from '../../subscriptionMessages';
import { packsText } from '../subscriptionColumns';

const text = planMessages.waits;

/** An upgrade that the buyer's bank wants confirmed: what it is, until when, and Stripe's page to do so. */
export function UpgradeWaits({ upgrade }: { upgrade: PendingUpgradeView }) {
  const { tier, due, expiresAt, payUrl } = upgrade;
  return (
    <Alert severity="info" sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
      <AlertTitle>{text.title(tierNames[tier])}</AlertTitle>
      <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
        <span>
          {text.charge(packsText(upgrade))} <Amount {...due} />. {text.until}{' '}
          <When at={expiresAt} mode="datetime" />. {text.otherwise} {payUrl === null && text.ask}
        </span>
        {payUrl !== null && (
          <Button variant="contained" href={payUrl} target="_blank" rel="noopener">
            {text.confirm}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
