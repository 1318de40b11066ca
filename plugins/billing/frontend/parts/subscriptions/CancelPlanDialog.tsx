import Stack from '@mui/material/Stack';
import { ConfirmDialog, useToast, When } from '@netcrab/ui';
import type { SubscriptionView } from '../../../contract';
import { tierNames } from '../../messages';
import { useCancelSubscription } from '../../purchasedApi';
import { planMessages } from '../../subscriptionMessages';
import { packsText } from '../subscriptionColumns';

const text = planMessages.cancel;

export interface CancelPlanDialogProps {
  subscription: SubscriptionView;
  periodEndsAt: number;
  onClose: () => void;
}

/** Says what will stop, when, and that it can be taken back until then. */
export function CancelPlanDialog({ subscription, periodEndsAt, onClose }: CancelPlanDialogProps) {
  const cancel = useCancelSubscription();
  const toast = useToast();
  return (
    <ConfirmDialog
      open
      tone="danger"
      title={text.title(tierNames[subscription.tier])}
      body={
        <Stack sx={{ gap: 1.5 }}>
          <strong>{packsText(subscription)}</strong>
          <span>
            {text.until} <When at={periodEndsAt} mode="datetime" />. {text.then}
          </span>
          <span>{text.undo}</span>
        </Stack>
      }
      confirmLabel={text.confirm}
      onConfirm={async () => {
        await cancel.mutateAsync(subscription.id);
        toast(text.done, { tone: 'ok' });
      }}
      onClose={onClose}
    />
  );
}
