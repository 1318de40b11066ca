import InventoryIcon from '@mui/icons-material/Inventory2Outlined';
import Button from '@mui/material/Button';
import { EmptyState, Page, QueryView, Section, UsageBar, When } from '@netcrab/ui';
import type { MyPacks } from '../../contract/types';
import { useMyPacks } from '../api';
import { MyPackCard } from '../mine/MyPackCard';

export default function MyPacksPage() {
  const packs = useMyPacks();
  return (
    <Page
      title="My packs"
      subtitle="What your organisation may query and download, and how much of it is left this month."
      actions={<Button href="/marketplace">Browse packs</Button>}
    >
      <QueryView
        query={packs}
        isEmpty={data => data.packs.length === 0}
        empty={<NoPacks />}
        errorTitle="Your packs could not be loaded"
      >
        {data => (
          <>
            <Total data={data} />
            {data.packs.map(pack => (
              <MyPackCard key={pack.packId} pack={pack} />
            ))}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Total({ data: { packs, total } }: { data: MyPacks }) {
  return (
    <Section variant="card">
      <UsageBar
        used={total.used}
        limit={total.limit}
        unit="rows"
        label={packs.length === 1 ? 'Rows this month' : `Rows this month, all ${packs.length} packs`}
      />
      {total.resetsAt !== null && (
        <p style={{ margin: '8px 0 0' }}>
          Starts again <When at={total.resetsAt} />.
        </p>
      )}
    </Section>
  );
}

const NoPacks = () => (
  <EmptyState
    icon={<InventoryIcon />}
    title="No packs yet"
    body="Choose a pack in the catalogue: its page shows a free sample, its quality and its price. Once your organisation has a tier, queries, downloads and usage live here."
    action={
      <Button variant="contained" href="/marketplace">
        Browse the catalogue
      </Button>
    }
  />
);
