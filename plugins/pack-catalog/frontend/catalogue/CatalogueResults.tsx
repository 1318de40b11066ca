import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { CardGrid, Pagination, type ActiveFilter } from '@netcrab/ui';
import type { PackPage } from '../../contract/types';
import { useMyPacks } from '../api';
import type { CatalogueState } from './catalogueState';
import { NoResults } from './NoResults';
import { PackCard } from './PackCard';
import { PackList } from './PackList';

interface Props {
  page: PackPage;
  state: CatalogueState;
  active: readonly ActiveFilter[];
  onClear: () => void;
  onPage: (page: number) => void;
}

export function CatalogueResults({ page, state, active, onClear, onPage }: Props) {
  const owned = new Set(useMyPacks().data?.packs.map(pack => pack.packId));
  if (page.total === 0) return <NoResults active={active} search={state.q} onClear={onClear} />;
  return (
    <Box>
      {state.view === 'grid' ? (
        <CardGrid min={300} label="Data packs">
          {page.items.map(item => (
            <PackCard key={item.id} item={item} owned={owned.has(item.id)} />
          ))}
        </CardGrid>
      ) : (
        <PackList items={page.items} owned={owned} />
      )}
      <Pagination
        page={page.page}
        pageSize={page.pageSize}
        total={page.total}
        onPage={onPage}
        label="Packs"
      />
    </Box>
  );
}

export function CatalogueSkeleton() {
  return (
    <CardGrid min={300}>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} variant="rounded" height={230} sx={{ borderRadius: '14px' }} />
      ))}
    </CardGrid>
  );
}
