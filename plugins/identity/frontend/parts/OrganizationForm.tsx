import { usePortal } from '@netcrab/plugin-api/frontend';
import { useToast } from '@netcrab/ui';
import { z } from 'zod';
import { orgName } from '../../contract/types';
import { useChange, useOrganizationClient } from '../api';
import { Form } from '../forms/Form';
import { FormField } from '../forms/FormField';
import { useServerForm } from '../forms/useServerForm';

const names = z.object({ name: orgName });

export function OrganizationForm({ name }: { name: string }) {
  const client = useOrganizationClient();
  const { refreshSession } = usePortal();
  const toast = useToast();
  const rename = useChange(
    (body: z.output<typeof names>) => client.updateOrganization({ body }),
    'organization',
    'profile',
  );
  const { form, submit, failure } = useServerForm(names, { name }, async body => {
    await rename.mutateAsync(body);
    await refreshSession();
    toast('The organisation is renamed.');
  });
  return (
    <Form onSubmit={submit} pending={form.formState.isSubmitting} submitLabel="Rename" failure={failure}>
      <FormField
        form={form}
        name="name"
        label="Name of the organisation"
        autoComplete="organization"
        helperText="Stands on invoices, statements and invitations."
      />
    </Form>
  );
}
