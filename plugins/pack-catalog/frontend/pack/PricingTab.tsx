import { DataTable, Section, type Column } from '@netcrab/ui';
import type { PackDetail } from '../../contract/types';
import { monthly } from '../messages';

type Tier = PackDetail['tiers'][number];

const columns: Column<Tier>[] = [
  { id: 'tier', header: 'Tier', primary: true, cell: tier => tier.title },
  { id: 'price', header: 'A month', align: 'right', cell: tier => monthly(tier.priceUsd) },
  {
    id: 'rows',
    header: 'Rows a month',
    align: 'right',
    cell: tier => tier.rowsPerMonth.toLocaleString('en'),
  },
  { id: 'rate', header: 'Requests a minute', align: 'right', cell: tier => tier.requestsPerMinute },
  {
    id: 'packs',
    header: 'Packs',
    align: 'right',
    cell: tier => (tier.packs === null ? 'All' : tier.packs === 1 ? '1' : `Up to ${tier.packs}`),
  },
];

export function PricingTab({ pack }: { pack: PackDetail }) {
  return (
    <Section
      title="Pricing"
      description="A row counts when it is delivered. Estimates, unchanged answers (304) and the sample are free; a snapshot downloaded again in the same month is, too. Quotas start again on the first of the month, UTC. Where no purchase is offered on this page, an admin of the portal grants a tier by contract, and it works at once."
    >
      <DataTable
        caption={`Tiers of ${pack.title}`}
        columns={columns}
        rows={pack.tiers}
        rowKey={tier => tier.tier}
      />
    </Section>
  );
}
