import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Typography from '@mui/material/Typography';
import type { Role } from '@netcrab/plugin-api/frontend';
import { roleMeanings } from '../../contract';
import { rolesText } from './roleText';

interface Props {
  /** Those to choose from. */
  offered: readonly Role[];
  /** Offered, but not for the viewer to change. */
  locked?: readonly Role[];
  value: readonly Role[];
  onChange: (roles: Role[]) => void;
  error?: string;
}

/** Roles with what each lets a member do. */
export function RoleChoice({ offered, locked = [], value, onChange, error }: Props) {
  return (
    <FormControl component="fieldset" error={error !== undefined}>
      <FormLabel component="legend">Roles</FormLabel>
      {offered.map(role => (
        <FormControlLabel
          key={role}
          sx={{ alignItems: 'flex-start', mt: 1 }}
          control={
            <Checkbox
              size="small"
              sx={{ mt: -0.75 }}
              checked={value.includes(role)}
              disabled={locked.includes(role)}
              onChange={(_, checked) =>
                onChange(checked ? [...value, role] : value.filter(other => other !== role))
              }
            />
          }
          label={
            <>
              {rolesText([role])}
              <Typography variant="caption" component="span" color="textSecondary" sx={{ display: 'block' }}>
                {roleMeanings[role]}
              </Typography>
            </>
          }
        />
      ))}
      {error && <FormHelperText>{error}</FormHelperText>}
    </FormControl>
  );
}
