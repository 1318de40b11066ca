import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Section } from '@netcrab/ui';
import { useRef, useState, type FormEvent } from 'react';
import type { BuyableTier, PurchaseOptions } from '../../../contract';
import { useTiers } from '../../api';
import { orderPath, subscriptionsPath } from '../../buying';
import { useCheckout } from '../../checkoutApi';
import { buyingMessages } from '../../purchaseMessages';
import { EnterpriseContact } from './EnterpriseContact';
import { MonthlyPrice } from './MonthlyPrice';
import { OtherPacks } from './OtherPacks';
import { PurchaseSummary } from './PurchaseSummary';
import { Terms } from './Terms';
import { TierChoice } from './TierChoice';
import { tierGives } from './tierOptions';

const text = buyingMessages.page;

export interface BuyFormProps {
  options: PurchaseOptions;
  /** As the address asks for; the first that can be bought without it. */
  tier: BuyableTier | null;
  others: readonly string[];
  onChoose: (choice: { tier?: BuyableTier; with?: string[] }) => void;
}

/** Tier, packs and terms, and on to the payment. Whatever fails, the choice stays. */
export function BuyForm({ options, tier: asked, others, onChoose }: BuyFormProps) {
  const { pack, tiers, terms, openOrderId } = options;
  const gives = useTiers().data?.tiers ?? [];
  const checkout = useCheckout(pack.id);
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const checkbox = useRef<HTMLInputElement>(null);
  const free = tiers.filter(one => one.obstacle === null);
  const chosen = free.find(one => one.tier === asked) ?? free[0];
  const several = chosen !== undefined && chosen.packs > 1;
  const packIds = several ? others.filter(id => id !== pack.id).slice(0, chosen.packs - 1) : [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!agreed) checkbox.current?.focus();
    else if (chosen) checkout.mutate({ tier: chosen.tier, packIds, termsSha256: terms.sha256 });
  };
  return (
    <Box
      component="form"
      onSubmit={submit}
      noValidate
      sx={{
        display: 'grid',
        gap: 4,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 320px' },
      }}
    >
      <Stack sx={{ gap: 4, minWidth: 0 }}>
        {openOrderId !== null && (
          <Alert severity="info">
            {text.open} <Link href={orderPath(openOrderId)}>{text.openLink}</Link>
          </Alert>
        )}
        <Section title={text.choose}>
          <TierChoice
            label={text.choose}
            options={tiers.map(one => {
              const limits = gives.find(({ tier }) => tier === one.tier);
              return {
                tier: one.tier,
                title: one.title,
                price: <MonthlyPrice price={one.price} />,
                gives: limits ? tierGives(limits, { withPack: true }) : [],
                obstacle: one.obstacle,
              };
            })}
            value={chosen?.tier ?? null}
            onChange={tier => onChoose({ tier })}
          />
          <Box sx={{ mt: 1.5 }}>
            <EnterpriseContact pack={pack.title} />
          </Box>
          {free.length < tiers.length && (
            <Typography variant="body2" sx={{ mt: 1 }}>
              <Link href={subscriptionsPath}>{text.obstacleLink}</Link>
            </Typography>
          )}
        </Section>
        {several && (
          <OtherPacks
            pack={pack}
            most={chosen.packs}
            others={packIds}
            onChange={next => onChoose({ with: [...next] })}
          />
        )}
        {chosen && (
          <Terms
            step={several ? 3 : 2}
            terms={terms}
            agreed={agreed}
            onAgree={setAgreed}
            problem={tried && !agreed ? text.mustAgree : undefined}
            checkbox={checkbox}
          />
        )}
      </Stack>
      {chosen && <PurchaseSummary pack={pack} chosen={chosen} others={packIds} checkout={checkout} />}
    </Box>
  );
}
