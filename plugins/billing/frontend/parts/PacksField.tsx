import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { usePackChoices } from '../api';
import { messages } from '../messages';

export interface PacksFieldProps {
  packIds: readonly string[];
  onChange: (packIds: readonly string[]) => void;
  problem: string | undefined;
}

export function PacksField({ packIds, onChange, problem }: PacksFieldProps) {
  const choices = usePackChoices();
  const packs = choices.data?.packs ?? [];
  const titleOf = (id: string) => packs.find(pack => pack.id === id)?.title ?? id;
  return (
    <Autocomplete
      multiple
      options={packs.map(pack => pack.id)}
      getOptionLabel={titleOf}
      value={[...packIds]}
      loading={choices.isPending}
      onChange={(_, chosen) => onChange(chosen)}
      renderInput={params => (
        <TextField
          {...params}
          label={messages.form.packs}
          error={problem !== undefined || choices.isError}
          helperText={problem ?? choices.error?.message}
        />
      )}
    />
  );
}
