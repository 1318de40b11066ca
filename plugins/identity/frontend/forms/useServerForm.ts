import { zodResolver } from '@hookform/resolvers/zod';
import { ApiError, type FieldProblem } from '@netcrab/plugin-api/frontend';
import { useState, type FormEvent } from 'react';
import { useForm, type DefaultValues, type FieldValues, type Path } from 'react-hook-form';
import type { z } from 'zod';

const isProblem = (value: unknown): value is FieldProblem =>
  typeof value === 'object' && value !== null && 'field' in value && 'message' in value;

/** The fields of this form that the server refused: `body.email` and `body.account.email` are `email`. */
function refusedFields(error: unknown, fields: readonly string[]): Array<{ name: string; message: string }> {
  if (!(error instanceof ApiError) || !Array.isArray(error.details)) return [];
  return error.details.filter(isProblem).flatMap(({ field, message }) => {
    const name = field.split('.').at(-1) ?? '';
    return fields.includes(name) ? [{ name, message }] : [];
  });
}

/**
 * A form checked by its schema before it is sent, with what the server refuses shown beside the field it is about. The
 * first wrong field gets the focus either way.
 * @returns `failure`: what the server said that is about no field.
 */
export function useServerForm<Values extends FieldValues>(
  schema: z.ZodType<Values, Values>,
  defaultValues: DefaultValues<Values>,
  send: (values: Values) => Promise<unknown>,
) {
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues });
  const [failure, setFailure] = useState<unknown>(null);
  const submit = form.handleSubmit(async values => {
    setFailure(null);
    try {
      await send(values);
    } catch (error) {
      const refused = refusedFields(error, Object.keys(values));
      refused.forEach(({ name, message }, index) =>
        form.setError(name as Path<Values>, { message }, { shouldFocus: index === 0 }),
      );
      if (refused.length === 0) setFailure(error);
    }
  });
  return { form, submit: (event: FormEvent) => void submit(event), failure };
}
