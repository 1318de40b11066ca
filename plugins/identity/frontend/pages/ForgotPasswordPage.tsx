import MailIcon from '@mui/icons-material/MarkEmailReadOutlined';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { EmptyState, Page } from '@netcrab/ui';
import { useState } from 'react';
import { z } from 'zod';
import { emailAddress } from '../../contract/types';
import { useSignInClient } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { useServerForm } from '../forms/useServerForm';
import { messages } from '../messages';

const address = z.object({ email: emailAddress });

export default function ForgotPasswordPage() {
  const client = useSignInClient();
  const [sent, setSent] = useState(false);
  const { form, submit, failure } = useServerForm(address, { email: '' }, async body => {
    await client.requestPasswordReset({ body });
    setSent(true);
  });
  return (
    <Page title={messages.forgot.title} subtitle={messages.forgot.subtitle}>
      {sent ? (
        <div role="status">
          <EmptyState
            icon={<MailIcon />}
            title={messages.forgot.sentTitle}
            body={messages.forgot.sentBody}
            action={<Button onClick={() => setSent(false)}>Use another address</Button>}
          />
        </div>
      ) : (
        <Form
          onSubmit={submit}
          pending={form.formState.isSubmitting}
          submitLabel="Mail me a link"
          failure={failure}
          actions={<Link href="/sign-in">Back to sign-in</Link>}
        >
          <FormField form={form} name="email" label="E-mail" type="email" autoComplete="username" />
        </Form>
      )}
    </Page>
  );
}
