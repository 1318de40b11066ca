import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Amount, ErrorPanel, Section } from '@netcrab/ui';
import type { NamedPack, PurchaseOptions } from '../../../contract';
import { useTaxed } from '../../buying';
import { useBillingMode, usePurchasable, type useCheckout } from '../../checkoutApi';
import { buyingMessages, taxMessages } from '../../purchaseMessages';

const text = buyingMessages.page;

export interface PurchaseSummaryProps {
  pack: NamedPack;
  chosen: PurchaseOptions['tiers'][number];
  others: readonly string[];
  checkout: Pick<ReturnType<typeof useCheckout>, 'isPending' | 'error'>;
}

/** What will be bought and what it costs, with the button that goes on. */
export function PurchaseSummary({ pack, chosen, others, checkout }: PurchaseSummaryProps) {
  const taxed = useTaxed();
  const mode = useBillingMode().data?.mode;
  const named = usePurchasable().data?.packs ?? [];
  const titles = [pack.title, ...others.map(id => named.find(one => one.id === id)?.title ?? id)];
  return (
    <Box sx={{ position: { lg: 'sticky' }, top: { lg: 24 }, minWidth: 0 }}>
      <Section title={text.summary} variant="card">
        <Typography sx={{ fontWeight: 650 }}>{chosen.title}</Typography>
        <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, typography: 'body2' }}>
          {titles.map(title => (
            <li key={title}>{title}</li>
          ))}
        </Box>
        <Stack
          direction="row"
          sx={{
            mt: 2,
            pt: 1.5,
            gap: 1,
            flexWrap: 'wrap',
            alignItems: 'baseline',
            justifyContent: 'space-between',
            borderTop: '1px solid var(--mui-palette-divider)',
          }}
        >
          <Typography variant="body2">
            {text.total}
            {taxed && taxMessages.before}
          </Typography>
          <Typography component="span" sx={{ fontSize: '1.375rem', fontWeight: 660 }}>
            <Amount {...chosen.price} />
          </Typography>
        </Stack>
        <Typography variant="caption" component="p" color="textSecondary" sx={{ mt: 1 }}>
          {text.renews} {taxed && text.taxes}
        </Typography>
        {checkout.error && (
          <Box sx={{ mt: 2 }}>
            <ErrorPanel error={checkout.error} title={text.failed} />
          </Box>
        )}
        <Button
          type="submit"
          variant="contained"
          size="large"
          fullWidth
          loading={checkout.isPending}
          sx={{ mt: 2 }}
        >
          {text.pay}
        </Button>
        <Typography variant="caption" component="p" color="textSecondary" sx={{ mt: 1 }}>
          {mode === 'sandbox' ? text.toSandbox : text.toStripe}
        </Typography>
      </Section>
    </Box>
  );
}
