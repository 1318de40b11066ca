import TextField from '@mui/material/TextField';
import { lazy, Suspense } from 'react';
import type { PickerProps } from './Picker';

const Picker = lazy(() => import('./Picker'));

export type PickFieldProps = PickerProps;

/** Chooses one or several of many by a part of their names. Its list comes after the page, which it would outweigh. */
export function PickField(props: PickFieldProps) {
  const { label, required = false, problem, help } = props;
  return (
    <Suspense
      fallback={
        <TextField
          fullWidth
          disabled
          label={label}
          required={required}
          error={problem !== undefined}
          helperText={problem ?? help}
        />
      }
    >
      <Picker {...props} />
    </Suspense>
  );
}
