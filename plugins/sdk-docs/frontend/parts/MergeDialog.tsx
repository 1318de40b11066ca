import Typography from '@mui/material/Typography';
import { FormDialog, formatCount, PickField, useToast } from '@netcrab/ui';
import { useState } from 'react';
import type { TaskTypeView } from '../../contract';
import { useMergeTaskType } from '../api';
import { messages } from '../messages';

const text = messages.registry;

export interface MergeDialogProps {
  taskType: TaskTypeView;
  others: readonly TaskTypeView[];
  onClose: () => void;
}

/** Counts the runs of one under another of the same product. */
export function MergeDialog({ taskType, others, onClose }: MergeDialogProps) {
  const [typed, setTyped] = useState('');
  const [into, setInto] = useState<{ id: string; name: string } | null>(null);
  const merge = useMergeTaskType();
  const toast = useToast();
  const wanted = typed.trim().toLowerCase();
  const choices = others
    .filter(
      one =>
        one.productId === taskType.productId && one.taskType !== taskType.taskType && one.mergedInto === null,
    )
    .map(one => ({ id: one.taskType, name: one.label }))
    .filter(one => `${one.name} ${one.id}`.toLowerCase().includes(wanted));
  return (
    <FormDialog
      title={text.mergeTitle(taskType.label)}
      submitLabel={text.merge}
      errorTitle={text.mergeFailed}
      complete={into !== null}
      onSubmit={async () => {
        if (!into) return;
        await merge.mutateAsync({ ...taskType, into: into.id });
        toast(text.mergedDone(taskType.label, into.name), { tone: 'ok' });
        onClose();
      }}
      onClose={onClose}
    >
      {tried => (
        <>
          <Typography variant="body2" color="textSecondary">
            {text.mergeHelp(formatCount(taskType.runs))}
          </Typography>
          <PickField
            required
            label={text.into}
            choices={choices}
            onSearch={setTyped}
            onChange={setInto}
            problem={tried && !into ? text.intoMissing : undefined}
          />
        </>
      )}
    </FormDialog>
  );
}
