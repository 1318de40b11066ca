import Box from '@mui/material/Box';
import { FilterBar, Page, QueryView, SearchField, useUrlState, type ActiveFilter } from '@netcrab/ui';
import { usePacks } from '../api';
import { CatalogueControls } from '../catalogue/CatalogueControls';
import { CatalogueResults, CatalogueSkeleton } from '../catalogue/CatalogueResults';
import { catalogueState, facetIds, noFilters } from '../catalogue/catalogueState';
import { facetTitles, facetValueName } from '../catalogue/facetNames';
import { FacetPanel } from '../catalogue/FacetPanel';
import { packsFound } from '../messages';

export default function CataloguePage() {
  const [state, setState] = useUrlState(catalogueState);
  const { view: _view, q, ...filters } = state;
  const packs = usePacks({ ...filters, ...(q !== '' && { q }) });
  const active: ActiveFilter[] = facetIds.flatMap(id =>
    state[id].map(value => ({
      key: `${id}:${value}`,
      label: `${facetTitles[id]}: ${facetValueName[id](value)}`,
      onRemove: () => setState({ [id]: state[id].filter(one => one !== value) }),
    })),
  );
  const clear = () => setState(noFilters);

  return (
    <Page
      title="Data packs"
      subtitle="How people really get work done in business software, measured across companies and made private before it leaves them. Every figure carries its margin."
    >
      <Box
        sx={{
          display: 'grid',
          gap: { xs: 2, md: 4 },
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '220px minmax(0, 1fr)' },
          alignItems: 'start',
        }}
      >
        <Box
          component="aside"
          aria-label="Narrow the list"
          sx={{ position: { md: 'sticky' }, top: { md: 24 } }}
        >
          <FacetPanel facets={packs.data?.facets} state={state} setState={setState} />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <FilterBar
            active={active}
            onClear={clear}
            result={packs.data && packsFound(packs.data.total)}
            trailing={<CatalogueControls state={state} setState={setState} />}
          >
            <SearchField label="Search packs" value={q} onChange={value => setState({ q: value })} />
          </FilterBar>
          <Box sx={{ mt: 2 }}>
            <QueryView
              query={packs}
              skeleton={<CatalogueSkeleton />}
              errorTitle="The catalogue could not be loaded"
            >
              {page => (
                <CatalogueResults
                  page={page}
                  state={state}
                  active={active}
                  onClear={clear}
                  onPage={next => setState({ page: next })}
                />
              )}
            </QueryView>
          </Box>
        </Box>
      </Box>
    </Page>
  );
}
