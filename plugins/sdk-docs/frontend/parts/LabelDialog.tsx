import TextField from '@mui/material/TextField';
import { FormDialog, useToast } from '@netcrab/ui';
import { useState } from 'react';
import type { TaskTypeView } from '../../contract';
import { useLabelTaskType } from '../api';
import { messages } from '../messages';

const text = messages.registry;

export function LabelDialog({ taskType, onClose }: { taskType: TaskTypeView; onClose: () => void }) {
  const [label, setLabel] = useState(taskType.label);
  const keep = useLabelTaskType();
  const toast = useToast();
  return (
    <FormDialog
      title={text.renameTitle(taskType.taskType)}
      submitLabel={text.rename}
      errorTitle={text.renameFailed}
      complete={label.trim() !== ''}
      onSubmit={async () => {
        await keep.mutateAsync({ ...taskType, label: label.trim() });
        toast(text.renamed(label.trim()), { tone: 'ok' });
        onClose();
      }}
      onClose={onClose}
    >
      {() => (
        <TextField
          autoFocus
          required
          label={text.columns.label}
          value={label}
          onChange={event => setLabel(event.target.value)}
          helperText={text.renameHelp}
          slotProps={{ htmlInput: { maxLength: 80, autoComplete: 'off' } }}
        />
      )}
    </FormDialog>
  );
}
