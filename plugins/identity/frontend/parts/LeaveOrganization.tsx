import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { ConfirmDialog, useToast } from '@netcrab/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMemberClient } from '../api';
import { messages } from '../messages';

export function LeaveOrganization({ name }: { name: string }) {
  const client = useMemberClient();
  const { refreshSession } = usePortal();
  const navigate = useNavigate();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Typography variant="body2" sx={{ mb: 2, maxWidth: '64ch' }}>
        You lose your roles in {name} at once; coming back needs an invitation. {messages.members.lastAdmin}
      </Typography>
      <Button variant="outlined" color="error" onClick={() => setAsking(true)}>
        Leave {name}
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Leave ${name}?`}
        body="You lose your roles there at once. What you made for it, such as API keys, stays with it."
        confirmLabel="Leave"
        tone="danger"
        onConfirm={async () => {
          await client.leave();
          await navigate('/settings/profile');
          await refreshSession();
          toast(`You left ${name}.`);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
