import TextField from '@mui/material/TextField';
import { moneyMessages } from '../../moneyMessages';

const least = 3;

export const reasonGiven = (reason: string): boolean => reason.trim().length >= least;

interface Props {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** Sending was tried without it. */
  readonly missing?: boolean;
}

/** The reason that the audit log keeps with a change of money. */
export function ReasonField({ value, onChange, missing }: Props) {
  return (
    <TextField
      required
      label={moneyMessages.reason}
      value={value}
      error={missing}
      onChange={event => onChange(event.target.value)}
      slotProps={{ htmlInput: { minLength: least, maxLength: 500 } }}
    />
  );
}
