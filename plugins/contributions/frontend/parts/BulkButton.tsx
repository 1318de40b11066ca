import Button from '@mui/material/Button';
import { ConfirmDialog } from '@netcrab/ui';
import { useState } from 'react';
import type { Choice } from '../../contract';
import { messages } from '../messages';
import type { Switches } from './useSwitches';

const text = messages.bulk;

interface Props {
  on: boolean;
  choices: readonly Choice[];
  nextBuildAt: number;
  label: string;
  /** The name read aloud, where the label is short. */
  fullLabel?: string;
  onSet: Switches['set'];
}

/** Turns many switches at once, after saying how many and what follows. */
export function BulkButton({ on, choices, nextBuildAt, label, fullLabel = label, onSet }: Props) {
  const [open, setOpen] = useState(false);
  const count = choices.length;
  return (
    <>
      <Button size="small" aria-label={fullLabel} disabled={count === 0} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={open}
        title={on ? text.titleOn(count) : text.titleOff(count)}
        body={on ? messages.rules.on(nextBuildAt) : messages.rules.off(nextBuildAt)}
        confirmLabel={on ? text.confirmOn(count) : text.confirmOff(count)}
        tone={on ? 'neutral' : 'danger'}
        onConfirm={() => onSet({ on, choices }, fullLabel)}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
