import Button from '@mui/material/Button';
import { ErrorPanel } from '@netcrab/ui';
import { useBillingPortal } from '../purchasedApi';
import { planMessages } from '../subscriptionMessages';

const text = planMessages.portal;

/** Leads to Stripe's customer portal, where cards and open invoices are dealt with. */
export function PortalButton({
  label = text.open,
  variant,
}: {
  label?: string;
  variant: 'contained' | 'outlined';
}) {
  const portal = useBillingPortal();
  return (
    <>
      <Button variant={variant} loading={portal.isPending} onClick={() => portal.mutate()}>
        {label}
      </Button>
      {portal.error && <ErrorPanel error={portal.error} title={text.failed} />}
    </>
  );
}
