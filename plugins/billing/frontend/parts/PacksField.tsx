import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { NamedPack } from '../../contract';

export interface PacksFieldProps {
  label: string;
  /** undefined while they load. */
  choices: readonly NamedPack[] | undefined;
  packIds: readonly string[];
  /** No more can be chosen than these. */
  most?: number;
  onChange: (packIds: readonly string[]) => void;
  problem: string | undefined;
  help?: string;
}

/** Chooses several packs by their titles. */
export function PacksField(props: PacksFieldProps) {
  const { label, choices = [], packIds, most = Infinity, onChange, problem, help } = props;
  const titleOf = (id: string) => choices.find(pack => pack.id === id)?.title ?? id;
  return (
    <Autocomplete
      multiple
      options={choices.map(pack => pack.id)}
      getOptionLabel={titleOf}
      getOptionDisabled={id => packIds.length >= most && !packIds.includes(id)}
      value={[...packIds]}
      loading={props.choices === undefined && problem === undefined}
      onChange={(_, chosen) => onChange(chosen.slice(0, most))}
      renderInput={params => (
        <TextField {...params} label={label} error={problem !== undefined} helperText={problem ?? help} />
      )}
    />
  );
}
