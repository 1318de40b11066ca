import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { type useVerifyAudit } from '../api';
import { messages } from '../messages';

const text = messages.audit;
type Verification = ReturnType<typeof useVerifyAudit>;

export const VerifyButton = ({ verification }: { verification: Verification }) => (
  <Button variant="outlined" loading={verification.isPending} onClick={() => verification.mutate()}>
    {text.verify}
  </Button>
);

/** Whether the chain is whole, once it was walked. */
export function VerifyResult({ verification: { data, error } }: { verification: Verification }) {
  if (error) return <Alert severity="warning">{text.notVerified(error.message)}</Alert>;
  if (!data) return null;
  return data.broken ? (
    <Alert severity="error">{text.broken(data.broken.seq, data.broken.reason)}</Alert>
  ) : (
    <Alert severity="success">{text.whole}</Alert>
  );
}
