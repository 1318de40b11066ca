import PersonIcon from '@mui/icons-material/PersonOutlined';
import Stack from '@mui/material/Stack';
import { useSession } from '@netcrab/plugin-api/frontend';
import { EmptyState } from '@netcrab/ui';
import { useLocation } from 'react-router';
import type { Buyer } from '../../buying';
import { lacks } from '../../purchaseMessages';
import { Remedy } from './Remedy';

/** Why the viewer cannot buy, and the way to what they lack; signed in, they come back to what they chose. */
export function NotABuyer({ lack }: { lack: Exclude<Buyer, 'allowed'> }) {
  const org = useSession()?.org?.name ?? '';
  const { pathname, search } = useLocation();
  const here = pathname + search;
  const { title, body } = lacks[lack];
  return (
    <EmptyState
      icon={<PersonIcon />}
      title={title}
      body={body(org)}
      action={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          <Remedy lack={lack} signUpTo={here} signInTo={here} />
        </Stack>
      }
    />
  );
}
