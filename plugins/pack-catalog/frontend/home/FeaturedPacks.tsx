import Button from '@mui/material/Button';
import { CardGrid, QueryView, Section } from '@netcrab/ui';
import { usePacks } from '../api';
import { CatalogueSkeleton } from '../catalogue/CatalogueResults';
import { PackCard } from '../catalogue/PackCard';

const featured = 3;

/** The freshest packs, for who comes by. */
export default function FeaturedPacks() {
  const packs = usePacks({ sort: '-updated', pageSize: featured });
  return (
    <Section
      title="Fresh data packs"
      description="The latest builds. Every figure carries its margin."
      actions={<Button href="/marketplace">Browse all packs</Button>}
    >
      <QueryView
        query={packs}
        skeleton={<CatalogueSkeleton />}
        isEmpty={page => page.total === 0}
        empty={null}
      >
        {page => (
          <CardGrid min={280} label="Fresh data packs">
            {page.items.map(item => (
              <PackCard key={item.id} item={item} owned={false} heading="h3" />
            ))}
          </CardGrid>
        )}
      </QueryView>
    </Section>
  );
}
