import TextField from '@mui/material/TextField';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { useToast } from '@netcrab/ui';
import { z } from 'zod';
import type { Profile } from '../../contract';
import { personName } from '../../contract/types';
import { useAccountClient, useChange } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { useServerForm } from '../forms/useServerForm';

const names = z.object({ name: personName });

export function ProfileForm({ profile }: { profile: Profile }) {
  const client = useAccountClient();
  const { refreshSession } = usePortal();
  const toast = useToast();
  const change = useChange(
    (body: z.output<typeof names>) => client.updateProfile({ body }),
    'profile',
    'members',
  );
  const { form, submit, failure } = useServerForm(names, { name: profile.name }, async body => {
    await change.mutateAsync(body);
    await refreshSession();
    toast('Your name is changed.');
  });
  const providers =
    profile.providers.length > 0 ? ` You also sign in by ${profile.providers.join(', ')}.` : '';
  return (
    <Form onSubmit={submit} pending={form.formState.isSubmitting} submitLabel="Save" failure={failure}>
      <FormField form={form} name="name" label="Name" autoComplete="name" />
      <TextField
        label="E-mail"
        value={profile.email}
        autoComplete="email"
        helperText={`Your account belongs to this address; it cannot be changed.${providers}`}
        slotProps={{ input: { readOnly: true } }}
      />
    </Form>
  );
}
