import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { Role } from '@netcrab/plugin-api/frontend';
import { useToast } from '@netcrab/ui';
import { Controller } from 'react-hook-form';
import { z } from 'zod';
import { emailAddress, roleList } from '../../contract/types';
import { useChange, useMemberClient } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { useServerForm } from '../forms/useServerForm';
import { RoleChoice } from './RoleChoice';

const invitation = z.object({ email: emailAddress, roles: roleList });

interface Props {
  open: boolean;
  grantable: readonly Role[];
  onClose: () => void;
}

export function InviteDialog({ open, grantable, onClose }: Props) {
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="invite-title">
      <DialogTitle id="invite-title">Invite somebody</DialogTitle>
      <DialogContent>
        <InviteForm grantable={grantable} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({ grantable, onClose }: Omit<Props, 'open'>) {
  const client = useMemberClient();
  const toast = useToast();
  const invite = useChange((body: z.output<typeof invitation>) => client.invite({ body }), 'invitations');
  // The least a new colleague needs, where there is such a role.
  const first = grantable.includes('buyer_viewer') ? (['buyer_viewer'] as const) : grantable.slice(0, 1);
  const defaults = { email: '', roles: [...first] };
  const { form, submit, failure } = useServerForm(invitation, defaults, async body => {
    await invite.mutateAsync(body);
    onClose();
    toast(`The invitation to ${body.email} is on its way.`);
  });
  return (
    <Form
      onSubmit={submit}
      pending={form.formState.isSubmitting}
      submitLabel="Send invitation"
      failure={failure}
      actions={<Button onClick={onClose}>Cancel</Button>}
    >
      <FormField
        form={form}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="off"
        autoFocus
        helperText="Only this address can accept."
      />
      <Controller
        control={form.control}
        name="roles"
        render={({ field, fieldState }) => (
          <RoleChoice
            offered={grantable}
            value={field.value}
            onChange={field.onChange}
            error={fieldState.error?.message}
          />
        )}
      />
    </Form>
  );
}
