import AddIcon from '@mui/icons-material/PersonAddOutlined';
import Button from '@mui/material/Button';
import { useCan, useSession } from '@netcrab/plugin-api/frontend';
import { EmptyState, Page, QueryView, Section } from '@netcrab/ui';
import { useState } from 'react';
import { grantableRoles, manageMembers } from '../../contract';
import { useMembers } from '../api';
import { messages } from '../messages';
import { Invitations } from '../parts/Invitations';
import { InviteDialog } from '../parts/InviteDialog';
import { MembersTable } from '../parts/MembersTable';

export default function MembersPage() {
  const query = useMembers();
  const session = useSession();
  const manages = useCan(manageMembers);
  const [inviting, setInviting] = useState(false);
  if (!session?.org) {
    return (
      <Page title={messages.members.title}>
        <EmptyState
          title="You belong to no organisation"
          body="Ask an admin of one to invite you by mail; the link of the mail brings you in."
        />
      </Page>
    );
  }
  const grantable = grantableRoles(session.roles, session.org.kind);
  const inviteButton = (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setInviting(true)}>
      Invite
    </Button>
  );
  return (
    <Page
      title={messages.members.title}
      subtitle={messages.members.subtitle}
      actions={manages && inviteButton}
    >
      <QueryView query={query} errorTitle="The members could not be loaded">
        {({ members }) => (
          <MembersTable members={members} manages={manages} grantable={grantable} self={session.user.id} />
        )}
      </QueryView>
      {manages && (
        <Section title="Invitations" description="Mailed and not accepted yet.">
          <Invitations onInvite={inviteButton} />
        </Section>
      )}
      <InviteDialog open={inviting} grantable={grantable} onClose={() => setInviting(false)} />
    </Page>
  );
}
