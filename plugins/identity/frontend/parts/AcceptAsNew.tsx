import TextField from '@mui/material/TextField';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { newPassword, personName } from '../../contract/types';
import { useMemberClient } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { PasswordField } from '../forms/PasswordField';
import { useServerForm } from '../forms/useServerForm';
import { messages } from '../messages';

const account = z.object({ name: personName, password: newPassword });

/** An account for the invited address, and in. */
export function AcceptAsNew({ token, email }: { token: string; email: string }) {
  const client = useMemberClient();
  const navigate = useNavigate();
  const { refreshSession } = usePortal();
  const { form, submit, failure } = useServerForm(account, { name: '', password: '' }, async values => {
    await client.acceptInvitation({ body: { token, account: values } });
    // First away from here: the link is used up, and asking for it again would fail.
    await navigate('/', { replace: true });
    await refreshSession();
  });
  return (
    <Form
      onSubmit={submit}
      pending={form.formState.isSubmitting}
      submitLabel="Create account and join"
      failure={failure}
    >
      <TextField
        label="E-mail"
        value={email}
        autoComplete="username"
        helperText="The address that was invited."
        slotProps={{ input: { readOnly: true } }}
      />
      <FormField form={form} name="name" label="Your name" autoComplete="name" />
      <PasswordField
        form={form}
        name="password"
        label="Password"
        autoComplete="new-password"
        helperText={messages.passwordHint}
      />
    </Form>
  );
}
