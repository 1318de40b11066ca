import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { usePortal, type Role } from '@netcrab/plugin-api/frontend';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useState } from 'react';
import type { MemberView } from '../../contract';
import { useChange, useMemberClient } from '../api';
import { RoleChoice } from './RoleChoice';

interface Props {
  member: MemberView;
  grantable: readonly Role[];
  self: string;
  onClose: () => void;
}

/** What a member may do; roles of the other side are shown, and left to its own admins. */
export function RolesDialog({ member, grantable, self, onClose }: Props) {
  const client = useMemberClient();
  const { refreshSession } = usePortal();
  const toast = useToast();
  const [roles, setRoles] = useState<Role[]>(member.roles);
  const change = useChange(
    (next: Role[]) => client.changeRoles({ params: { userId: member.userId }, body: { roles: next } }),
    'members',
  );
  const locked = member.roles.filter(role => !grantable.includes(role));
  const save = async () => {
    try {
      await change.mutateAsync(roles);
    } catch {
      return; // Shown in the dialog, from the mutation's state.
    }
    onClose();
    toast(`The roles of ${member.name} are changed, at once for open sessions too.`);
    if (member.userId === self) await refreshSession();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="roles-title">
      <DialogTitle id="roles-title">Roles of {member.name}</DialogTitle>
      <DialogContent>
        <RoleChoice
          offered={[...grantable, ...locked]}
          locked={locked}
          value={roles}
          onChange={setRoles}
          error={roles.length === 0 ? 'Choose at least one role, or remove the member instead.' : undefined}
        />
        {change.error && <ErrorPanel error={change.error} title="The roles stay as they are" />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="contained"
          disabled={roles.length === 0}
          loading={change.isPending}
          onClick={() => void save()}
        >
          Save roles
        </Button>
      </DialogActions>
    </Dialog>
  );
}
