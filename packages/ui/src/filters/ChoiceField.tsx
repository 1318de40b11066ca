import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface BaseProps<Value extends string> {
  label: string;
  choices: readonly Choice<Value>[];
}

interface OneProps<Value extends string> extends BaseProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
  any?: undefined;
}

interface OneOrAnyProps<Value extends string> extends BaseProps<Value> {
  /** What stands for no choice, whose value is the empty text: `All packs`. */
  any: string;
  value: Value | '';
  onChange: (value: Value | '') => void;
}

/** One of a few, beside a title or in a filter bar. */
export function ChoiceField<Value extends string>(props: OneProps<Value> | OneOrAnyProps<Value>) {
  const { label, value, choices } = props;
  const choose = (text: string) => {
    const chosen = choices.find(choice => choice.value === text);
    if (chosen) props.onChange(chosen.value);
    else if (props.any !== undefined) props.onChange('');
  };
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={event => choose(event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ minWidth: 160 }}
    >
      {props.any !== undefined && <MenuItem value="">{props.any}</MenuItem>}
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
