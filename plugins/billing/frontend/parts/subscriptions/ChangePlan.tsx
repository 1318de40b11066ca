import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ErrorPanel, Section, useToast } from '@netcrab/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { buyableTiers, tierTerms, type BuyableTier, type NamedPack } from '../../../contract';
import { useTiers } from '../../api';
import { subscriptionsPath } from '../../buying';
import { usePurchasable } from '../../checkoutApi';
import { tierNames } from '../../messages';
import { useChoosePacks, usePreviewChange } from '../../purchasedApi';
import { planMessages } from '../../subscriptionMessages';
import { TierChoice } from '../buying/TierChoice';
import { tierGives } from '../buying/tierOptions';
import { PacksField } from '../PacksField';
import { ConfirmPlan } from './ConfirmPlan';

const text = planMessages.change;

export interface ChangePlanProps {
  id: string;
  tier: BuyableTier;
  packs: readonly NamedPack[];
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every(one => b.includes(one));

/** Another tier is previewed, then confirmed; other packs of the same tier cost nothing and are saved as they are. */
export function ChangePlan({ id, tier: tierNow, packs: packsNow }: ChangePlanProps) {
  const idsNow = packsNow.map(pack => pack.id);
  const [tier, setTier] = useState(tierNow);
  const [packIds, setPackIds] = useState<readonly string[]>(idsNow);
  const tiers = useTiers().data?.tiers ?? [];
  const catalogue = usePurchasable();
  const preview = usePreviewChange();
  const choosePacks = useChoosePacks();
  const toast = useToast();
  const navigate = useNavigate();
  const most = tierTerms[tier].packs ?? Infinity;
  const problem =
    packIds.length === 0
      ? text.packsMissing
      : packIds.length > most
        ? text.tooMany(tierNames[tier], most)
        : undefined;
  const unchanged = tier === tierNow && sameSet(packIds, idsNow);
  const packsOnly = tier === tierNow && tier === 'pro';
  const choose = (change: () => void) => {
    preview.reset();
    change();
  };
  const done = (message: string, tone: 'ok' | 'info' = 'ok') => {
    toast(message, { tone });
    void navigate(subscriptionsPath);
  };
  // Packs it covers stay in the list even where the catalogue no longer shows them.
  const choices = catalogue.data?.packs ?? [];
  const known = [...choices, ...packsNow.filter(pack => choices.every(one => one.id !== pack.id))];

  return (
    <Stack sx={{ gap: 4 }}>
      <Section title={text.tier}>
        <TierChoice
          label={text.tier}
          options={tiers
            .flatMap(one =>
              buyableTiers.filter(name => name === one.tier).map(name => ({ ...one, tier: name })),
            )
            .map(one => ({
              tier: one.tier,
              title: one.title,
              price: one.tier === tierNow && (
                <Typography component="span" variant="caption" color="textSecondary">
                  {text.current}
                </Typography>
              ),
              gives: tierGives(one, { withPack: false }),
            }))}
          value={tier}
          onChange={next => choose(() => setTier(next))}
        />
      </Section>
      <Section title={text.packs} description={packsOnly && text.packsRule}>
        <PacksField
          label={text.packs}
          choices={catalogue.isPending ? undefined : known}
          packIds={packIds}
          most={most}
          onChange={next => choose(() => setPackIds(next))}
          problem={problem ?? (catalogue.isError ? text.packsFailed : undefined)}
          help={text.packsHelp(most)}
        />
      </Section>
      {preview.data ? (
        <ConfirmPlan
          id={id}
          preview={preview.data}
          onDone={waits => (waits ? done(planMessages.waits.toast, 'info') : done(text.done))}
        />
      ) : (
        <Stack sx={{ gap: 2, alignItems: 'flex-start' }}>
          <Button
            variant="contained"
            size="large"
            disabled={unchanged || problem !== undefined}
            loading={preview.isPending || choosePacks.isPending}
            onClick={() => {
              if (packsOnly)
                choosePacks.mutate({ id, packIds: [...packIds] }, { onSuccess: () => done(text.packsSaved) });
              else preview.mutate({ id, tier, packIds: [...packIds] });
            }}
          >
            {packsOnly ? text.savePacks : text.preview}
          </Button>
          {unchanged && (
            <Typography variant="body2" color="textSecondary">
              {text.unchanged}
            </Typography>
          )}
          {preview.error && <ErrorPanel error={preview.error} title={text.previewFailed} />}
          {choosePacks.error && <ErrorPanel error={choosePacks.error} title={text.packsFailedToSave} />}
        </Stack>
      )}
    </Stack>
  );
}
