import Link from '@mui/material/Link';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { usePageAt } from '../ShellContext';
import { Strip } from './Strip';

/** Nobody should mistake the simulated companies for real ones. */
export function DemoBanner() {
  const { boot, session } = usePortal();
  const signIn = usePageAt('/sign-in');
  if (!boot.demo) return null;
  return (
    <Strip tone="info" title="Demo data">
      Simulated companies and sessions: try anything.
      {!session && signIn && (
        <>
          {' '}
          <Link href={signIn.path} underline="always">
            Sign in as buyer, seller or admin
          </Link>
          , without a password.
        </>
      )}
    </Strip>
  );
}
