import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { EmptyState, Page, QueryView, Section, When } from '@netcrab/ui';
import { useParams } from 'react-router';
import { roleTitles } from '../../contract';
import { useInvitation } from '../api';
import { AcceptAsNew } from '../parts/AcceptAsNew';
import { AcceptSignedIn } from '../parts/AcceptSignedIn';

/** Where the link of an invitation leads: join as who you are, sign in, or make an account. */
export default function InvitationPage() {
  const { token = '' } = useParams();
  const { session } = usePortal();
  const query = useInvitation(token);
  return (
    <Page title="Invitation">
      <QueryView query={query} errorTitle="This invitation cannot be opened">
        {invitation => {
          const { org, email, roles, invitedBy, expiresAt, hasAccount } = invitation;
          return (
            <Section title={`Join ${org.name}`} variant="card">
              <Typography sx={{ mb: 3, maxWidth: '64ch' }}>
                {invitedBy ?? 'An admin'} invites <strong>{email}</strong> to join {org.name} as{' '}
                {roles.map(role => roleTitles[role]).join(' and ')}. The invitation ends{' '}
                <When at={expiresAt} />.
              </Typography>
              {session && <AcceptSignedIn token={token} invitation={invitation} session={session} />}
              {!session && hasAccount && (
                <EmptyState
                  title="You have an account already"
                  body={`Sign in as ${email}; then this page lets you accept.`}
                  action={
                    <Button
                      variant="contained"
                      href={`/sign-in?next=${encodeURIComponent(`/invitations/${encodeURIComponent(token)}`)}`}
                    >
                      Sign in to accept
                    </Button>
                  }
                />
              )}
              {!session && !hasAccount && <AcceptAsNew token={token} email={email} />}
            </Section>
          );
        }}
      </QueryView>
    </Page>
  );
}
