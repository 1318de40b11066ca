import TuneIcon from '@mui/icons-material/Tune';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { Facets, type SetUrlState } from '@netcrab/ui';
import { useState } from 'react';
import type { PackPage } from '../../contract/types';
import { facetIds, type CatalogueState } from './catalogueState';
import { facetTitles, facetValueName } from './facetNames';

interface Props {
  facets: PackPage['facets'] | undefined;
  state: CatalogueState;
  setState: SetUrlState<CatalogueState>;
}

/** The facets beside the list; on a phone behind a button above it. */
export function FacetPanel({ facets, state, setState }: Props) {
  const phone = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const [open, setOpen] = useState(false);
  const groups = facetIds.map(id => ({
    id,
    label: facetTitles[id],
    options: (facets?.[id] ?? []).map(({ value, count }) => ({
      value,
      count,
      label: facetValueName[id](value),
    })),
    selected: state[id],
  }));
  const chosen = facetIds.reduce((sum, id) => sum + state[id].length, 0);
  const panel = <Facets groups={groups} onChange={(id, selected) => setState({ [id]: selected })} />;
  if (!phone) return panel;
  return (
    <Box>
      <Button
        variant="outlined"
        fullWidth
        startIcon={<TuneIcon />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide filters' : chosen > 0 ? `Filters (${chosen})` : 'Filters'}
      </Button>
      <Collapse in={open} unmountOnExit>
        <Box sx={{ pt: 2 }}>{panel}</Box>
      </Collapse>
    </Box>
  );
}
