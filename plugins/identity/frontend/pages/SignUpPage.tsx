import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { Page, Section } from '@netcrab/ui';
import { Navigate } from 'react-router';
import { z } from 'zod';
import { emailAddress, newPassword, orgName, personName } from '../../contract/types';
import { useSignInClient } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { PasswordField } from '../forms/PasswordField';
import { useServerForm } from '../forms/useServerForm';
import { messages } from '../messages';
import { ProviderButtons } from '../parts/ProviderButtons';
import { useNext } from '../parts/useNext';

const account = z.object({
  name: personName,
  organization: orgName,
  email: emailAddress,
  password: newPassword,
});
const empty = { name: '', organization: '', email: '', password: '' };

export default function SignUpPage() {
  const { session, refreshSession } = usePortal();
  const { next, query } = useNext();
  const client = useSignInClient();
  const { form, submit, failure } = useServerForm(account, empty, async body => {
    await client.signUp({ body });
    await refreshSession();
  });
  if (session) return <Navigate replace to={next} />;

  return (
    <Page title={messages.signUp.title} subtitle={messages.signUp.subtitle}>
      <Section>
        <ProviderButtons query={query} />
        <Form
          onSubmit={submit}
          pending={form.formState.isSubmitting}
          submitLabel="Create account"
          failure={failure}
        >
          <FormField form={form} name="name" label="Your name" autoComplete="name" />
          <FormField form={form} name="organization" label="Organisation" autoComplete="organization" />
          <FormField form={form} name="email" label="E-mail" type="email" autoComplete="username" />
          <PasswordField
            form={form}
            name="password"
            label="Password"
            autoComplete="new-password"
            helperText={messages.passwordHint}
          />
        </Form>
        <Typography variant="body2" sx={{ mt: 3 }}>
          You have an account? <Link href={`/sign-in${query}`}>Sign in</Link>
        </Typography>
      </Section>
    </Page>
  );
}
