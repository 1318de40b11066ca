import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ConfirmDialog, formatMoney, useToast } from '@netcrab/ui';
import { useState } from 'react';
import type { PaymentView } from '../../../contract';
import { useRefund } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { leftToRefund } from './leftToRefund';
import { ReasonField } from './ReasonField';

const text = moneyMessages.payments;

export function RefundDialog({ payment, onClose }: { payment: PaymentView; onClose: () => void }) {
  const refund = useRefund();
  const toast = useToast();
  const left = leftToRefund(payment);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  // One key per dialog: pressing the button again after a failure refunds once.
  const [key] = useState(() => crypto.randomUUID());
  return (
    <ConfirmDialog
      open
      tone="danger"
      title={text.refundTitle(payment.orgName)}
      body={
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">{text.refundBody}</Typography>
          <TextField
            label={text.amount}
            value={amount}
            onChange={event => setAmount(event.target.value)}
            helperText={text.amountHelp(formatMoney(left.minor, left.currency))}
            slotProps={{ htmlInput: { inputMode: 'decimal', pattern: '\\d+(\\.\\d+)?' } }}
          />
          <ReasonField value={reason} onChange={setReason} />
        </Stack>
      }
      confirmLabel={text.refund}
      onConfirm={async () => {
        await refund.mutateAsync({
          id: payment.id,
          key,
          amount: amount.trim() || undefined,
          reason: reason.trim(),
        });
        toast(text.refunded(payment.orgName), { tone: 'ok' });
      }}
      onClose={onClose}
    />
  );
}
