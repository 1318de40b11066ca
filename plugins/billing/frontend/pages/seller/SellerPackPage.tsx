import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Amount, CardGrid, EmptyState, Page, QueryView, Section, Stat } from '@netcrab/ui';
import { useParams } from 'react-router';
import type { RevenueProjection } from '../../../contract';
import { useProjection } from '../../earningsApi';
import { revenueMessages } from '../../earningsMessages';
import { AmountRange } from '../../parts/seller/AmountRange';
import { EarnedByMonth } from '../../parts/seller/EarnedByMonth';
import { percent } from '../../parts/seller/sellerColumns';

const text = revenueMessages.pack;

const earnedOf = (packId: string, { history }: RevenueProjection) =>
  history.map(({ month, packs }) => ({
    month,
    earned: packs.find(pack => pack.packId === packId)?.earned ?? '0',
  }));

function PackRevenue({ packId, projection }: { packId: string; projection: RevenueProjection }) {
  const pack = projection.packs.find(one => one.packId === packId);
  if (!pack) {
    return (
      <EmptyState
        title={text.notFound}
        body={text.notFoundBody}
        action={<Button href="/app/marketplace/seller">{text.back}</Button>}
      />
    );
  }
  const { currency } = projection;
  return (
    <>
      <Typography variant="h2" component="p">
        {pack.sessions > 0
          ? text.contributes(percent(pack.share), pack.packTitle)
          : text.contributesNothing(pack.packTitle)}
      </Typography>
      <CardGrid>
        <Stat
          label={revenueMessages.columns.projected}
          value={<AmountRange range={pack.projected} currency={currency} />}
        />
        <Stat label={text.received} value={<Amount amount={pack.received} currency={currency} />} />
        <Stat label={text.impact} value={<AmountRange range={pack.impact} currency={currency} />} />
      </CardGrid>
      <EarnedByMonth months={earnedOf(packId, projection)} currency={currency} />
      <Section title={text.buyers} variant="card">
        <Typography sx={{ mb: 1.5, maxWidth: '72ch' }}>{text.buyersBody}</Typography>
        <Button href={`/marketplace/packs/${packId}`} variant="outlined">
          {text.openPack}
        </Button>
      </Section>
    </>
  );
}

export default function SellerPackPage() {
  const { packId = '' } = useParams();
  const projection = useProjection();
  const title = projection.data?.packs.find(pack => pack.packId === packId)?.packTitle;
  return (
    <Page
      title={title ?? revenueMessages.columns.pack}
      crumbs={[{ label: revenueMessages.title, to: '/app/marketplace/seller' }]}
    >
      <QueryView query={projection} errorTitle={revenueMessages.loadFailed}>
        {data => <PackRevenue packId={packId} projection={data} />}
      </QueryView>
    </Page>
  );
}
