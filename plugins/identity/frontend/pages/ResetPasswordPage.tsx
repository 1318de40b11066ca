import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { EmptyState, Page } from '@netcrab/ui';
import { useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { newPassword } from '../../contract/types';
import { useSignInClient } from '../api';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { useServerForm } from '../forms/useServerForm';
import { messages } from '../messages';

const choice = z.object({ password: newPassword });

export default function ResetPasswordPage() {
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const client = useSignInClient();
  const navigate = useNavigate();
  const { refreshSession } = usePortal();
  const { form, submit, failure } = useServerForm(choice, { password: '' }, async ({ password }) => {
    await client.resetPassword({ body: { token, password } });
    // Whoever was signed in here is not any more.
    await refreshSession();
    await navigate('/sign-in?reset', { replace: true });
  });
  return (
    <Page title={messages.reset.title} subtitle={messages.reset.subtitle}>
      {token === '' ? (
        <EmptyState
          title="This link is not whole"
          body="Open it from the mail once more, or ask for another."
          action={
            <Button href="/forgot-password" variant="contained">
              Ask for another link
            </Button>
          }
        />
      ) : (
        <Form
          onSubmit={submit}
          pending={form.formState.isSubmitting}
          submitLabel="Change password"
          failure={failure}
          actions={<Link href="/forgot-password">Ask for another link</Link>}
        >
          <PasswordField
            form={form}
            name="password"
            label="New password"
            autoComplete="new-password"
            helperText={messages.passwordHint}
          />
        </Form>
      )}
    </Page>
  );
}
