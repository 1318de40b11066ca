import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useDeferredValue, useState } from 'react';
import { useOrgs } from '../api';
import { messages } from '../messages';

export interface OrgFieldProps {
  onChoose: (org: { id: string; name: string } | null) => void;
  problem: string | undefined;
}

/** Finds an organisation by a part of its name. */
export function OrgField({ onChoose, problem }: OrgFieldProps) {
  const [typed, setTyped] = useState('');
  const orgs = useOrgs(useDeferredValue(typed));
  return (
    <Autocomplete
      options={orgs.data?.orgs ?? []}
      getOptionLabel={org => org.name}
      getOptionKey={org => org.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      filterOptions={found => found}
      loading={orgs.isFetching}
      onInputChange={(_, value) => setTyped(value)}
      onChange={(_, org) => onChoose(org)}
      renderInput={params => (
        <TextField
          {...params}
          required
          label={messages.form.org}
          error={problem !== undefined || orgs.isError}
          helperText={problem ?? orgs.error?.message ?? messages.form.orgHelp}
        />
      )}
    />
  );
}
