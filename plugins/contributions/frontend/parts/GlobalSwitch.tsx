import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { ConfirmDialog, Section } from '@netcrab/ui';
import { useId, useState } from 'react';
import type { Contributions } from '../../contract';
import { messages } from '../messages';
import type { Switches } from './useSwitches';

const text = messages.global;

/** The organisation's own switch: turning it off stops everything, so it asks first. */
export function GlobalSwitch({ state, switches }: { state: Contributions; switches: Switches }) {
  const [asking, setAsking] = useState(false);
  const effectId = useId();
  const change = (on: boolean) =>
    on || state.optIns.length === 0 ? switches.setContributing(on) : setAsking(true);
  return (
    <Section variant="card">
      <FormControlLabel
        label={text.label}
        control={
          <Switch
            checked={state.enabled}
            onChange={(_, on) => change(on)}
            slotProps={{ input: { 'aria-describedby': effectId } }}
          />
        }
      />
      <Typography id={effectId} variant="body2" color="textSecondary">
        {state.enabled ? text.on : text.off}
      </Typography>
      <ConfirmDialog
        open={asking}
        title={text.stopTitle}
        body={text.stopBody(state.optIns.length)}
        confirmLabel={text.stop}
        tone="danger"
        onConfirm={() => switches.setContributing(false)}
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}
