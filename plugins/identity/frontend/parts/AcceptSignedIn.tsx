import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { usePortal, type PortalSession } from '@netcrab/plugin-api/frontend';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useMemberClient, useSignInClient } from '../api';

interface Props {
  token: string;
  invitation: { readonly email: string; readonly org: { readonly name: string } };
  session: PortalSession;
}

/** One click for the invited person; a way out for anybody else. */
export function AcceptSignedIn({ token, invitation: { email, org }, session }: Props) {
  const members = useMemberClient();
  const signInClient = useSignInClient();
  const { refreshSession } = usePortal();
  const navigate = useNavigate();
  const toast = useToast();
  const accept = useMutation({
    mutationFn: async () => {
      await members.acceptInvitation({ body: { token } });
      // First away from here: the link is used up, and asking for it again would fail.
      await navigate('/', { replace: true });
      await refreshSession();
      toast(`You joined ${org.name} and act for it now.`);
    },
  });
  const signOut = useMutation({
    mutationFn: async () => {
      await signInClient.signOut();
      await refreshSession();
    },
  });
  if (session.user.email.toLowerCase() !== email.toLowerCase()) {
    return (
      <Alert
        severity="warning"
        action={
          <Button color="inherit" size="small" loading={signOut.isPending} onClick={() => signOut.mutate()}>
            Sign out
          </Button>
        }
      >
        You are signed in as {session.user.email}. Sign out to accept as {email}.
      </Alert>
    );
  }
  return (
    <>
      {accept.error && <ErrorPanel error={accept.error} title="You could not join" />}
      <Button variant="contained" loading={accept.isPending} onClick={() => accept.mutate()}>
        Join {org.name}
      </Button>
    </>
  );
}
