import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { moneyFromDecimal } from '@netcrab/plugin-api/frontend';
import { CardGrid, formatCount, Money, QueryView, Section } from '@netcrab/ui';
import type { TierView } from '../../contract';
import { useTiers } from '../api';
import { messages } from '../messages';

const text = messages.tiers;

function Price({ priceUsd }: Pick<TierView, 'priceUsd'>) {
  if (priceUsd === null) return text.contact;
  return (
    <>
      <Money {...moneyFromDecimal(priceUsd, 'USD')} />{' '}
      <Typography component="span" variant="caption" color="textSecondary">
        {text.perMonth}
      </Typography>
    </>
  );
}

function TierCard({ tier }: { tier: TierView }) {
  return (
    <Box
      sx={{
        padding: 2.5,
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: '12px',
      }}
    >
      <Typography variant="h3">{tier.title}</Typography>
      <Typography component="div" sx={{ mt: 0.5, fontSize: '1.25rem', fontWeight: 650 }}>
        <Price priceUsd={tier.priceUsd} />
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 1.5, pl: 2.5, listStyleType: 'disc', typography: 'body2' }}>
        <li>{text.packs(tier.packs)}</li>
        <li>{text.rows(formatCount(tier.rowsPerMonth))}</li>
        <li>{text.requests(formatCount(tier.requestsPerMinute))}</li>
      </Box>
    </Box>
  );
}

/** The tiers side by side. */
export function TierCards() {
  const tiers = useTiers();
  return (
    <Section title={text.title} description={text.description}>
      <QueryView query={tiers} errorTitle={text.loadFailed}>
        {data => (
          <CardGrid label={text.title}>
            {data.tiers.map(tier => (
              <TierCard key={tier.tier} tier={tier} />
            ))}
          </CardGrid>
        )}
      </QueryView>
    </Section>
  );
}
