import GridIcon from '@mui/icons-material/GridViewOutlined';
import ListIcon from '@mui/icons-material/ViewListOutlined';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { SetUrlState } from '@netcrab/ui';
import { catalogueSorts, type CatalogueSort } from '../../contract/types';
import { sortNames } from '../messages';
import type { CatalogueState } from './catalogueState';

/** Sort, and grid or list. */
export function CatalogueControls({
  state,
  setState,
}: {
  state: CatalogueState;
  setState: SetUrlState<CatalogueState>;
}) {
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center' }}>
      <TextField
        select
        size="small"
        label="Sort by"
        value={state.sort}
        onChange={event => setState({ sort: event.target.value as CatalogueSort })}
        sx={{ minWidth: 170 }}
      >
        {catalogueSorts.map(sort => (
          <MenuItem key={sort} value={sort}>
            {sortNames[sort]}
          </MenuItem>
        ))}
      </TextField>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="View"
        value={state.view}
        onChange={(_, view: CatalogueState['view'] | null) => view && setState({ view })}
      >
        <ToggleButton value="grid" aria-label="Cards">
          <GridIcon fontSize="small" />
        </ToggleButton>
        <ToggleButton value="list" aria-label="List">
          <ListIcon fontSize="small" />
        </ToggleButton>
      </ToggleButtonGroup>
    </Stack>
  );
}
