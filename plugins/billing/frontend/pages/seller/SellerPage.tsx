import RevenueIcon from '@mui/icons-material/TrendingUpOutlined';
import Button from '@mui/material/Button';
import {
  Amount,
  CardGrid,
  DataTable,
  EmptyState,
  formatMonth,
  Page,
  QueryView,
  Section,
  Stat,
} from '@netcrab/ui';
import type { RevenueProjection } from '../../../contract';
import { useProjection } from '../../earningsApi';
import { revenueMessages as text } from '../../earningsMessages';
import { AmountRange } from '../../parts/seller/AmountRange';
import { EarnedByMonth } from '../../parts/seller/EarnedByMonth';
import { ProjectionFormula } from '../../parts/seller/ProjectionFormula';
import { contributingFirst, sellerColumns } from '../../parts/seller/sellerColumns';

const toOptIn = (
  <Button href="/app/marketplace/opt-in" variant="contained">
    {text.optIn}
  </Button>
);

function Figures({
  projection: { month, currency, projected, payable, history },
}: {
  projection: RevenueProjection;
}) {
  const last = history[0];
  return (
    <CardGrid>
      <Stat
        label={text.projected(formatMonth(month))}
        value={<AmountRange range={projected} currency={currency} />}
        hint={text.projectedHint}
      />
      <Stat
        label={text.payable}
        value={<Amount amount={payable} currency={currency} />}
        hint={text.payableHint}
      />
      {last && (
        <Stat
          label={text.lastMonth(formatMonth(last.month))}
          value={<Amount amount={last.earned} currency={currency} />}
          hint={text.lastMonthHint}
        />
      )}
    </CardGrid>
  );
}

export default function SellerPage() {
  const projection = useProjection();
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      actions={<Button href="/app/marketplace/payouts">{text.payouts}</Button>}
    >
      <QueryView
        query={projection}
        errorTitle={text.loadFailed}
        isEmpty={({ packs, history }) => packs.length === 0 && history.length === 0}
        empty={
          <EmptyState icon={<RevenueIcon />} title={text.emptyTitle} body={text.emptyBody} action={toOptIn} />
        }
      >
        {data => (
          <>
            <Figures projection={data} />
            <Section title={text.packsTitle} description={text.packsDescription} actions={toOptIn}>
              <DataTable
                caption={text.packsCaption}
                columns={sellerColumns(data.currency)}
                rows={contributingFirst(data.packs)}
                rowKey={pack => pack.packId}
              />
            </Section>
            <EarnedByMonth months={data.history} currency={data.currency} />
            <ProjectionFormula projection={data} />
          </>
        )}
      </QueryView>
    </Page>
  );
}
