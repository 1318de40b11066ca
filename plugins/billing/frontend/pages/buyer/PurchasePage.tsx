import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { Page, QueryView, useUrlState } from '@netcrab/ui';
import { useParams } from 'react-router';
import { z } from 'zod';
import { buyableTiers } from '../../../contract';
import { useBuyer } from '../../buying';
import { usePurchasable, usePurchaseOptions } from '../../checkoutApi';
import { BuyForm } from '../../parts/buying/BuyForm';
import { NotABuyer } from '../../parts/buying/NotABuyer';
import { SandboxNotice } from '../../parts/SandboxNotice';
import { buyingMessages } from '../../purchaseMessages';

const text = buyingMessages.page;
const urlState = z.object({
  tier: z.enum(buyableTiers).nullable().default(null),
  /** Pro: the packs beside this one. */
  with: z.array(z.string().max(120)).max(5).default([]),
});

export default function PurchasePage() {
  const { packId = '' } = useParams();
  const buyer = useBuyer();
  const title = usePurchasable().data?.packs.find(pack => pack.id === packId)?.title;
  return (
    <Page
      title={title === undefined ? text.untitled : text.title(title)}
      subtitle={text.subtitle}
      crumbs={[
        { label: text.crumb, to: '/marketplace' },
        { label: title ?? text.pack, to: `/marketplace/packs/${packId}` },
      ]}
    >
      {buyer === 'allowed' ? <Offer packId={packId} /> : <NotABuyer lack={buyer} />}
    </Page>
  );
}

function Offer({ packId }: { packId: string }) {
  const options = usePurchaseOptions(packId);
  const [choice, setChoice] = useUrlState(urlState);
  return (
    <>
      <SandboxNotice />
      <QueryView query={options} errorTitle={text.loadFailed} skeleton={<OfferSkeleton />}>
        {data => (
          <BuyForm
            options={data}
            tier={choice.tier}
            others={choice.with}
            onChoose={next => setChoice(next, { replace: true })}
          />
        )}
      </QueryView>
    </>
  );
}

function OfferSkeleton() {
  return (
    <Stack aria-hidden sx={{ gap: 3 }}>
      <Stack direction={{ xs: 'column', md: 'row' }} sx={{ gap: 1.5 }}>
        <Skeleton variant="rounded" sx={{ flex: 1, minHeight: 92 }} />
        <Skeleton variant="rounded" sx={{ flex: 1, minHeight: 92 }} />
      </Stack>
      <Skeleton variant="rounded" height={180} />
    </Stack>
  );
}
