import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

export interface PickChoice {
  readonly id: string;
  readonly name: string;
}

interface BaseProps {
  label: string;
  /** undefined while they load. */
  choices: readonly PickChoice[] | undefined;
  required?: boolean;
  problem?: string | undefined;
  help?: string | undefined;
}

interface OneProps extends BaseProps {
  several?: false;
  onChange: (chosen: PickChoice | null) => void;
  /** Told what is typed where the choices are what a server finds for it; they are then shown as they come. */
  onSearch: (typed: string) => void;
}

interface SeveralProps extends BaseProps {
  several: true;
  value: readonly string[];
  /** No more can be chosen than these. */
  most?: number;
  onChange: (ids: readonly string[]) => void;
}

export type PickerProps = OneProps | SeveralProps;

/** Default export, so that it can be loaded when it is first shown. */
export default function Picker(props: PickerProps) {
  const { label, choices = [], required = false, problem, help } = props;
  const loading = props.choices === undefined && problem === undefined;
  const field = (params: object) => (
    <TextField
      {...params}
      label={label}
      required={required}
      error={problem !== undefined}
      helperText={problem ?? help}
    />
  );
  if (!props.several) {
    return (
      <Autocomplete
        options={choices}
        getOptionLabel={one => one.name}
        getOptionKey={one => one.id}
        isOptionEqualToValue={(a, b) => a.id === b.id}
        filterOptions={found => found}
        loading={loading}
        onInputChange={(_, typed) => props.onSearch(typed)}
        onChange={(_, one) => props.onChange(one)}
        renderInput={field}
      />
    );
  }
  const { value, most = Infinity, onChange } = props;
  return (
    <Autocomplete
      multiple
      options={choices.map(one => one.id)}
      getOptionLabel={id => choices.find(one => one.id === id)?.name ?? id}
      getOptionDisabled={id => value.length >= most && !value.includes(id)}
      value={[...value]}
      loading={loading}
      onChange={(_, chosen) => onChange(chosen.slice(0, most))}
      renderInput={field}
    />
  );
}
