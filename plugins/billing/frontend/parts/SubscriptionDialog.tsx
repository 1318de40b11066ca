import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { tiers, type ManagedSubscription, type Tier } from '../../contract';
import { useChange, useGrant, usePackChoices } from '../api';
import { messages, tierNames } from '../messages';
import { OrgField } from './OrgField';
import { PacksField } from './PacksField';
import {
  coversAll,
  emptyForm,
  formOf,
  mayCoverAll,
  problemsOf,
  termsOf,
  type FormState,
} from './subscriptionForm';

const text = messages.form;

/** Grants a subscription, or changes the one given. */
export function SubscriptionDialog({
  subscription,
  onClose,
}: {
  subscription?: ManagedSubscription;
  onClose: () => void;
}) {
  const grant = useGrant();
  const change = useChange();
  const choices = usePackChoices();
  const toast = useToast();
  const [form, setForm] = useState(() => (subscription ? formOf(subscription) : emptyForm));
  const [tried, setTried] = useState(false);
  const set = (patch: Partial<FormState>) => setForm(current => ({ ...current, ...patch }));
  const problems = problemsOf(form, Date.now());
  const shown = tried ? problems : {};
  const error = grant.error ?? change.error;
  const pending = grant.isPending || change.isPending;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0 || form.orgId === null || pending) return;
    const done = (message: string) => {
      toast(message, { tone: 'ok' });
      onClose();
    };
    if (subscription) {
      change.mutate(
        { id: subscription.id, ...termsOf(form) },
        { onSuccess: one => done(messages.admin.changed(one.orgName)) },
      );
    } else {
      grant.mutate(
        { orgId: form.orgId, ...termsOf(form) },
        { onSuccess: one => done(messages.admin.granted(one.orgName)) },
      );
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="subscription-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="subscription-title">
          {subscription ? text.changeTitle(subscription.orgName) : text.grantTitle}
        </DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            {!subscription && (
              <OrgField onChoose={org => set({ orgId: org?.id ?? null })} problem={shown.orgId} />
            )}
            <TextField
              select
              label={text.tier}
              value={form.tier}
              onChange={event => set({ tier: event.target.value as Tier })}
            >
              {tiers.map(tier => (
                <MenuItem key={tier} value={tier}>
                  {tierNames[tier]}
                </MenuItem>
              ))}
            </TextField>
            {mayCoverAll(form.tier) && (
              <FormControlLabel
                control={
                  <Switch
                    checked={form.allPacks}
                    onChange={event => set({ allPacks: event.target.checked })}
                  />
                }
                label={text.allPacks}
              />
            )}
            {!coversAll(form) && (
              <PacksField
                label={text.packs}
                choices={choices.data?.packs}
                packIds={form.packIds}
                onChange={packIds => set({ packIds })}
                problem={shown.packIds ?? choices.error?.message}
              />
            )}
            <TextField
              type="date"
              label={text.ends}
              value={form.lastDay}
              onChange={event => set({ lastDay: event.target.value })}
              error={shown.lastDay !== undefined}
              helperText={shown.lastDay ?? text.endsHelp}
              slotProps={{ inputLabel: { shrink: true } }}
            />
            <TextField
              required
              label={text.reason}
              value={form.reason}
              onChange={event => set({ reason: event.target.value })}
              error={shown.reason !== undefined}
              helperText={shown.reason ?? text.reasonHelp}
              slotProps={{ htmlInput: { maxLength: 500 } }}
            />
            {error && <ErrorPanel error={error} title={text.failed} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" loading={pending}>
            {subscription ? text.change : text.grant}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
