import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Typography from '@mui/material/Typography';
import { keyScopes, type KeyScope } from '../../contract';
import { messages, scopeNames } from '../messages';

export interface ScopeChoiceProps {
  scopes: readonly KeyScope[];
  onChange: (scopes: readonly KeyScope[]) => void;
  error: boolean;
}

export function ScopeChoice({ scopes, onChange, error }: ScopeChoiceProps) {
  const toggle = (scope: KeyScope, on: boolean) =>
    onChange(keyScopes.filter(one => (one === scope ? on : scopes.includes(one))));
  return (
    <FormControl component="fieldset" error={error}>
      <FormLabel component="legend">{messages.create.scopes}</FormLabel>
      <FormGroup>
        {keyScopes.map(scope => (
          <FormControlLabel
            key={scope}
            control={
              <Checkbox
                checked={scopes.includes(scope)}
                onChange={event => toggle(scope, event.target.checked)}
              />
            }
            label={
              <Box>
                {scopeNames[scope].title}{' '}
                <Typography component="span" variant="caption" color="textSecondary">
                  {scopeNames[scope].help}
                </Typography>
              </Box>
            }
          />
        ))}
      </FormGroup>
      {error && <FormHelperText>{messages.create.scopesMissing}</FormHelperText>}
    </FormControl>
  );
}
