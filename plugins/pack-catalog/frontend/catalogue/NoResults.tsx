import SearchOffIcon from '@mui/icons-material/SearchOffOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { EmptyState, type ActiveFilter } from '@netcrab/ui';

/** Nothing matches: each filter can be dropped alone, or all at once. */
export function NoResults({
  active,
  search,
  onClear,
}: {
  active: readonly ActiveFilter[];
  search: string;
  onClear: () => void;
}) {
  if (active.length === 0 && search === '') {
    return (
      <EmptyState
        icon={<SearchOffIcon />}
        title="No packs yet"
        body="Packs appear here once the platform's definitions are loaded. An admin sees their builds under Admin → Builds."
      />
    );
  }
  return (
    <EmptyState
      icon={<SearchOffIcon />}
      title="No pack matches all of this"
      body="Drop one of the filters, or start over. Typos are forgiven, so the word itself may be the reason."
      action={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          {active.map(filter => (
            <Button key={filter.key} variant="outlined" size="small" onClick={filter.onRemove}>
              Without {filter.label}
            </Button>
          ))}
          <Button variant="contained" size="small" onClick={onClear}>
            Show all packs
          </Button>
        </Stack>
      }
    />
  );
}
