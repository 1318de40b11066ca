import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { Page, Section } from '@netcrab/ui';
import { Navigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { providerProblems } from '../../contract';
import { emailAddress, givenPassword } from '../../contract/types';
import { useSignInClient } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { PasswordField } from '../forms/PasswordField';
import { useServerForm } from '../forms/useServerForm';
import { messages, providerProblemTexts } from '../messages';
import { DemoPersonas } from '../parts/DemoPersonas';
import { ProviderButtons } from '../parts/ProviderButtons';
import { useNext } from '../parts/useNext';

const credentials = z.object({ email: emailAddress, password: givenPassword });

export default function SignInPage() {
  const { boot, session, refreshSession } = usePortal();
  const { next, query } = useNext();
  const [params] = useSearchParams();
  const client = useSignInClient();
  const { form, submit, failure } = useServerForm(credentials, { email: '', password: '' }, async body => {
    await client.signIn({ body });
    await refreshSession();
  });
  if (session) return <Navigate replace to={next} />;

  const problem = providerProblems.find(one => one === params.get('problem'));
  return (
    <Page title={messages.signIn.title} subtitle={messages.signIn.subtitle}>
      {params.has('reset') && <Alert severity="success">{messages.reset.done}</Alert>}
      {problem && (
        <Alert severity="warning" role="alert">
          {providerProblemTexts[problem]}
        </Alert>
      )}
      {boot.demo && <DemoPersonas />}
      <Section title={boot.demo ? messages.signIn.formTitle : undefined}>
        <ProviderButtons query={query} />
        <Form
          onSubmit={submit}
          pending={form.formState.isSubmitting}
          submitLabel="Sign in"
          failure={failure}
          actions={<Link href="/forgot-password">Forgot password?</Link>}
        >
          <FormField form={form} name="email" label="E-mail" type="email" autoComplete="username" />
          <PasswordField form={form} name="password" label="Password" autoComplete="current-password" />
        </Form>
        <Typography variant="body2" sx={{ mt: 3 }}>
          New here? <Link href={`/sign-up${query}`}>Create an account</Link>
        </Typography>
      </Section>
    </Page>
  );
}
