import { PickField } from '@netcrab/ui';
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
    <PickField
      required
      label={messages.form.org}
      choices={orgs.data?.orgs}
      onSearch={setTyped}
      onChange={onChoose}
      problem={problem ?? orgs.error?.message}
      help={messages.form.orgHelp}
    />
  );
}
