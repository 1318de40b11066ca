import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import { When } from '@netcrab/ui';
import { useBuyer } from '../../buying';
import { planMessages } from '../../subscriptionMessages';
import { PortalButton } from '../PortalButton';

const text = planMessages.card;

/** A payment failed: until when it counts all the same, and the way to settle it. @param until epoch ms */
export function Overdue({ until }: { until: number | null }) {
  const mayPay = useBuyer() === 'allowed';
  return (
    <Alert severity="warning" sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
      <AlertTitle>{text.overdueTitle}</AlertTitle>
      <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
        <span>
          {until !== null && (
            <>
              {text.overdueUntil} <When at={until} mode="date" />.{' '}
            </>
          )}
          {mayPay ? text.overdueBody : text.overdueAsk}
        </span>
        {mayPay && <PortalButton variant="contained" label={text.settle} />}
      </Stack>
    </Alert>
  );
}
