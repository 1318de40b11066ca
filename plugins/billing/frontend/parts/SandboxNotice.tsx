import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { useBillingMode } from '../checkoutApi';
import { sandboxMessages as text } from '../purchaseMessages';

/** On every page of money: nobody should take the sandbox's amounts for real ones. */
export function SandboxNotice() {
  const mode = useBillingMode().data?.mode;
  if (mode === undefined || mode === 'live') return null;
  const [title, body] = mode === 'sandbox' ? [text.title, text.body] : [text.testTitle, text.testBody];
  return (
    <Alert severity="info" role="note">
      <AlertTitle>{title}</AlertTitle>
      {body}
    </Alert>
  );
}
