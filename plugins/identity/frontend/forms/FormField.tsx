import TextField, { type TextFieldProps } from '@mui/material/TextField';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';

export type FormFieldProps<Values extends FieldValues> = Pick<
  TextFieldProps,
  'type' | 'autoComplete' | 'helperText' | 'slotProps' | 'autoFocus'
> & {
  form: UseFormReturn<Values>;
  name: Path<Values>;
  label: string;
};

/** A text field of a form, its error beside it. */
export function FormField<Values extends FieldValues>({
  form,
  name,
  helperText,
  ...props
}: FormFieldProps<Values>) {
  const { ref, ...registered } = form.register(name);
  const error = form.getFieldState(name, form.formState).error?.message;
  return (
    <TextField
      fullWidth
      {...props}
      {...registered}
      inputRef={ref}
      error={error !== undefined}
      helperText={error ?? helperText}
    />
  );
}
