import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ApiError } from '@netcrab/plugin-api/frontend';
import { Amount, CardGrid, DataTable, ErrorPanel, Section, Stat, When, type Column } from '@netcrab/ui';
import type { ChangePreview } from '../../../contract';
import { useTaxed } from '../../buying';
import { useConfirmChange } from '../../purchasedApi';
import { taxMessages } from '../../purchaseMessages';
import { planMessages } from '../../subscriptionMessages';
import { PortalButton } from '../PortalButton';

const text = planMessages.change;
type Line = ChangePreview['lines'][number] & { readonly id: string };

const columns: Column<Line>[] = [
  { id: 'line', header: text.line, primary: true, cell: line => line.description },
  { id: 'amount', header: text.amount, align: 'right', cell: line => <Amount {...line.amount} /> },
];

export interface ConfirmPlanProps {
  id: string;
  preview: ChangePreview;
  /** @param waits whether the bank wants the payment confirmed first */
  onDone: (waits: boolean) => void;
}

/** The server's preview, line by line; what is confirmed is exactly this. */
export function ConfirmPlan({ id, preview, onDone }: ConfirmPlanProps) {
  const confirm = useConfirmChange();
  const taxed = useTaxed();
  const { effective, effectiveAt, dueNow, thenMonthly, lines, confirmation } = preview;
  const declined = confirm.error instanceof ApiError && confirm.error.code === 'payment_required';
  return (
    <Section title={text.previewTitle} variant="card">
      <Stack sx={{ gap: 2.5 }} role="status">
        <Typography variant="body2">
          {effective === 'now' ? (
            text.now
          ) : (
            <>
              {text.later} <When at={effectiveAt} mode="date" />.
            </>
          )}
        </Typography>
        <CardGrid min={220}>
          <Stat label={text.dueNow + (taxed ? taxMessages.included : '')} value={<Amount {...dueNow} />} />
          <Stat
            label={text.thenMonthly + (taxed ? taxMessages.before : '')}
            value={<Amount {...thenMonthly} />}
          />
        </CardGrid>
        {lines.length > 0 && (
          <DataTable
            caption={text.caption}
            columns={columns}
            rows={lines.map((line, index) => ({ ...line, id: String(index) }))}
            rowKey={line => line.id}
          />
        )}
      </Stack>
      <Stack sx={{ mt: 2.5, gap: 2, alignItems: 'flex-start' }}>
        <Button
          variant="contained"
          size="large"
          loading={confirm.isPending}
          onClick={() =>
            confirm.mutate(
              { id, confirmation },
              { onSuccess: ({ purchase }) => onDone(Boolean(purchase?.pending)) },
            )
          }
        >
          {effective === 'now' ? text.confirmNow : text.confirmLater}
        </Button>
        {confirm.error && <ErrorPanel error={confirm.error} title={text.failed} />}
        {declined && (
          <Box>
            <Typography variant="body2" sx={{ mb: 1 }}>
              {text.paymentHelp}
            </Typography>
            <PortalButton variant="outlined" />
          </Box>
        )}
      </Stack>
    </Section>
  );
}
