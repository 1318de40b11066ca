import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { ConfirmDialog, useToast } from '@netcrab/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import type { DeletionPreview } from '../../contract';
import { givenPassword } from '../../contract/types';
import { useAccountClient } from '../api';
import { Form } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { useServerForm } from '../forms/useServerForm';

const names = (orgs: DeletionPreview['leaves']) => orgs.map(org => org.name).join(', ');

/** What it means, then the password, then the address once more. */
export function DeleteAccount({ preview }: { preview: DeletionPreview }) {
  const { blockedBy, closes, leaves, hasPassword } = preview;
  const client = useAccountClient();
  const { session, refreshSession } = usePortal();
  const navigate = useNavigate();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const proof = z.object({ password: hasPassword ? givenPassword : z.string() });

  const remove = async (password: string) => {
    await client.deleteAccount({ body: hasPassword ? { password } : {} });
    await navigate('/');
    await refreshSession();
    toast('Your account is deleted.');
  };
  const { form, submit, failure } = useServerForm(proof, { password: '' }, async () => setAsking(true));
  if (blockedBy.length > 0) {
    return (
      <Alert severity="info">
        Not yet: you are the last admin of {names(blockedBy)}, and others belong to it. Make one of them admin
        on the members page, then come back.
      </Alert>
    );
  }
  return (
    <>
      <Typography component="ul" variant="body2" sx={{ mt: 0, mb: 3, pl: 2.5, maxWidth: '70ch' }}>
        <li>Your name, e-mail, password and sessions are erased. This cannot be undone.</li>
        {leaves.length > 0 && <li>You leave {names(leaves)}. What you made there stays with it.</li>}
        {closes.length > 0 && (
          <li>
            {names(closes)} is closed, since nobody else belongs to it: its API keys and subscriptions are of
            no use any more. Invoices and statements are kept as the law asks.
          </li>
        )}
        <li>
          The audit log cannot be altered: what you did stays in it, with the name it was recorded under.
        </li>
      </Typography>
      <Form
        onSubmit={submit}
        pending={form.formState.isSubmitting}
        submitLabel="Delete my account"
        tone="danger"
        failure={failure}
      >
        {hasPassword && (
          <PasswordField form={form} name="password" label="Your password" autoComplete="current-password" />
        )}
      </Form>
      <ConfirmDialog
        open={asking}
        title="Delete your account?"
        body="Everything personal is erased at once and cannot be brought back."
        confirmLabel="Delete for good"
        tone="danger"
        requireText={session?.user.email}
        onConfirm={() => remove(form.getValues('password'))}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
