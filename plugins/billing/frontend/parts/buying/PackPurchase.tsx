import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSession } from '@netcrab/plugin-api/frontend';
import { useUrlState } from '@netcrab/ui';
import { useLocation } from 'react-router';
import { z } from 'zod';
import { buyableTiers, tiers, type BuyableTier, type PackPurchaseProps } from '../../../contract';
import { useTiers } from '../../api';
import { buyPath, useBuyer } from '../../buying';
import { usePurchasable } from '../../checkoutApi';
import { tierNames } from '../../messages';
import { buyingMessages, lacks } from '../../purchaseMessages';
import { EnterpriseContact } from './EnterpriseContact';
import { MonthlyPrice } from './MonthlyPrice';
import { Remedy } from './Remedy';
import { TierChoice } from './TierChoice';
import { tierGives } from './tierOptions';

const text = buyingMessages.rail;
const urlState = z.object({ tier: z.enum(tiers).nullable().default(null) });
const wide = { xs: 'none', lg: 'grid' };

/** In the rail of a pack's page: its tiers, and the way to buy the chosen one. On a phone the way alone. */
export default function PackPurchase({ packId, title, pricing }: PackPurchaseProps) {
  const [{ tier: chosen }, setUrl] = useUrlState(urlState);
  const offered = (useTiers().data?.tiers ?? []).filter(({ tier }) => pricing[tier] !== undefined);
  const sold = buyableTiers.filter(
    tier => offered.some(one => one.tier === tier) && pricing[tier] !== 'contact',
  );
  const firstSold = sold[0];
  // Asked before a way to buy is shown, so that none is shown and taken away. Where nobody can say, the server decides.
  const { data: purchasable, isPending } = usePurchasable();
  const empty = purchasable?.packs.every(one => one.id !== packId) ?? false;
  const tier = offered.find(one => one.tier === chosen)?.tier ?? firstSold ?? null;
  const buyable = sold.find(one => one === tier);
  const options = offered.map(one => {
    // Standard costs what the pack says; the tiers that cover more packs cost the same with each of them.
    const amount = one.packs === 1 ? pricing[one.tier] : one.priceUsd;
    const agreed = !amount || pricing[one.tier] === 'contact';
    return {
      tier: one.tier,
      title: one.title,
      price: <MonthlyPrice price={agreed ? null : { amount, currency: 'usd' }} />,
      gives: tierGives(one, { withPack: true }),
    };
  });
  return (
    <>
      <Stack sx={{ display: wide, gap: 2 }}>
        <TierChoice
          label={text.choose}
          options={options}
          value={tier}
          onChange={next => setUrl({ tier: next }, { replace: true })}
        />
        {buyable ? (
          empty ? (
            <Typography variant="body2" color="textSecondary">
              {text.empty}
            </Typography>
          ) : (
            !isPending && <WayToBuy packId={packId} tier={buyable} />
          )
        ) : (
          options.length > 0 && <EnterpriseContact pack={title} />
        )}
      </Stack>
      {firstSold && !isPending && (
        <Box sx={{ display: { lg: 'none' } }}>
          {empty ? (
            <Typography variant="body2" color="textSecondary">
              {text.emptyPhone}
            </Typography>
          ) : (
            <Button variant="contained" href={buyPath({ packId, tier: buyable ?? firstSold })}>
              {text.phone}
            </Button>
          )}
        </Box>
      )}
    </>
  );
}

function WayToBuy({ packId, tier }: { packId: string; tier: BuyableTier }) {
  const buyer = useBuyer();
  const org = useSession()?.org?.name ?? '';
  const { pathname, search } = useLocation();
  const toBuy = buyPath({ packId, tier });
  if (buyer === 'allowed') {
    return (
      <Button variant="contained" href={toBuy}>
        {text.buy(tierNames[tier])}
      </Button>
    );
  }
  return (
    <>
      {buyer !== 'signed_out' && (
        <Typography variant="body2" color="textSecondary">
          {lacks[buyer].body(org)}
        </Typography>
      )}
      <Remedy lack={buyer} signUpTo={toBuy} signInTo={pathname + search} />
    </>
  );
}
