import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { ConfirmDialog, useToast } from '@netcrab/ui';
import { useState } from 'react';
import type { Org } from '../../contract';
import { useChange, useOrganizationClient } from '../api';

const sides = {
  buyer: {
    verb: 'Start selling',
    body: 'You become its first seller admin: telemetry, opt-ins and payouts appear in the navigation. Nothing is sent or sold before you opt in.',
  },
  seller: {
    verb: 'Start buying',
    body: 'You become its first buyer admin: subscriptions, API keys and usage appear in the navigation. Nothing is bought by this.',
  },
} as const;

/** An org that buys can sell as well, and the reverse. */
export function AddSide({ org, manages }: { org: Pick<Org, 'kind' | 'name'>; manages: boolean }) {
  const client = useOrganizationClient();
  const { refreshSession } = usePortal();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const add = useChange(
    () => client.updateOrganization({ body: { kind: 'both' } }),
    'organization',
    'members',
    'profile',
  );
  if (org.kind === 'both') {
    return <Typography variant="body2">Nothing to add: it can do both already.</Typography>;
  }
  const { verb, body } = sides[org.kind];
  if (!manages) return <Typography variant="body2">An admin of it can add the other side here.</Typography>;
  return (
    <>
      <Typography variant="body2" sx={{ mb: 2, maxWidth: '64ch' }}>
        {body} A side that was added stays.
      </Typography>
      <Button variant="outlined" onClick={() => setAsking(true)}>
        {verb}
      </Button>
      <ConfirmDialog
        open={asking}
        title={`${verb} as ${org.name}?`}
        body={`${body} This cannot be taken back.`}
        confirmLabel={verb}
        onConfirm={async () => {
          await add.mutateAsync(undefined);
          await refreshSession();
          toast(`${org.name} can buy and sell now.`);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
