import Button from '@mui/material/Button';
import { EmptyState, Page } from '@netcrab/ui';
import { Navigate, useLocation } from 'react-router';
import { usePageAt } from '../ShellContext';

/** Sends to the sign-in and back; says so where no plugin offers one. */
export function SignInRequired({ title }: { title: string }) {
  const { pathname, search, hash } = useLocation();
  const signIn = usePageAt('/sign-in');
  if (signIn)
    return <Navigate replace to={`/sign-in?next=${encodeURIComponent(pathname + search + hash)}`} />;
  return (
    <Page title={title}>
      <EmptyState
        title="This page needs you to be signed in"
        body="Nobody can sign in here right now: the plugin that does it is not running. An administrator can see why on the server’s start report."
        action={
          <Button href="/" variant="outlined">
            Go to the start page
          </Button>
        }
      />
    </Page>
  );
}
