import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useToast } from '@netcrab/ui';
import { z } from 'zod';
import { givenPassword, newPassword } from '../../contract/types';
import { useAccountClient, useChange } from '../api';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { useServerForm } from '../forms/useServerForm';
import { messages } from '../messages';

const passwords = z.object({ current: givenPassword, next: newPassword });
const empty = { current: '', next: '' };

export function PasswordForm({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const client = useAccountClient();
  const toast = useToast();
  const change = useChange((body: z.output<typeof passwords>) => client.changePassword({ body }), 'sessions');
  const { form, submit, failure } = useServerForm(passwords, empty, async body => {
    await change.mutateAsync(body);
    form.reset(empty);
    toast('Your password is changed; every other session ended.');
  });
  if (!hasPassword) {
    return (
      <Typography variant="body2">
        Your account has no password. <Link href="/forgot-password">Have a link mailed</Link> to choose one.
      </Typography>
    );
  }
  return (
    <Form
      onSubmit={submit}
      pending={form.formState.isSubmitting}
      submitLabel="Change password"
      failure={failure}
    >
      {/* Tells password managers whose password it is. */}
      <input type="text" name="username" value={email} autoComplete="username" readOnly hidden />
      <PasswordField form={form} name="current" label="Current password" autoComplete="current-password" />
      <PasswordField
        form={form}
        name="next"
        label="New password"
        autoComplete="new-password"
        helperText={messages.passwordHint}
      />
    </Form>
  );
}
