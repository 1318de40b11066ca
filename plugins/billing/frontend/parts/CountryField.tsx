import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Regions that have a name and are no countries of ISO 3166: parts of others, unions, codes for tests. */
const others = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

/** By name. Codes that stand for another (`UK`), or for a country that is no more, are left out. */
const countries = letters
  .flatMap(first => letters.map(second => first + second))
  .flatMap(code => {
    const name = others.has(code) || new Intl.Locale(`und-${code}`).region !== code ? null : names.of(code);
    return name ? { code, name } : [];
  })
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));

export interface CountryFieldProps {
  label: string;
  /** ISO 3166-1 alpha-2; empty for none. */
  value: string;
  onChange: (code: string) => void;
  help: ReactNode;
  required?: boolean;
  size?: 'small' | 'medium';
}

/** A country by its name. */
export function CountryField({ label, value, onChange, help, required, size = 'medium' }: CountryFieldProps) {
  return (
    <TextField
      select
      fullWidth
      required={required}
      size={size}
      label={label}
      helperText={help}
      value={value}
      onChange={event => onChange(event.target.value)}
      sx={{ maxWidth: 460 }}
      slotProps={{
        select: { native: true },
        inputLabel: { shrink: true },
        htmlInput: { autoComplete: 'country' },
      }}
    >
      <option value="" />
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </TextField>
  );
}
