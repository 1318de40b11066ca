import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { rateScopes, type CommissionRate } from '../../../contract';
import { useAddRate } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { rateScopeNames } from '../../moneyNames';
import { fractionOf } from './rate';

const text = moneyMessages.rates;

const nextMonth = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString().slice(0, 7);
};

export function RateDialog({ onClose }: { onClose: () => void }) {
  const add = useAddRate();
  const toast = useToast();
  const [scope, setScope] = useState<CommissionRate['scope']>('default');
  const [subject, setSubject] = useState('');
  const [percent, setPercent] = useState('');
  const [month, setMonth] = useState(nextMonth);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const rate = { scope, rate: fractionOf(percent), effectiveMonth: `${month}-01`, reason: reason.trim() };
    add.mutate(scope === 'default' ? rate : { ...rate, subject: subject.trim() }, {
      onSuccess: () => {
        toast(text.added, { tone: 'ok' });
        onClose();
      },
    });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="rate-title">
      <form onSubmit={submit}>
        <DialogTitle id="rate-title">{text.add}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            <TextField
              select
              label={text.scope}
              value={scope}
              onChange={event => setScope(rateScopes.find(one => one === event.target.value) ?? 'default')}
            >
              {rateScopes.map(one => (
                <MenuItem key={one} value={one}>
                  {rateScopeNames[one]}
                </MenuItem>
              ))}
            </TextField>
            {scope !== 'default' && (
              <TextField
                required
                label={scope === 'kind' ? text.subjectKind : text.subjectSeller}
                value={subject}
                onChange={event => setSubject(event.target.value)}
              />
            )}
            <TextField
              required
              label={text.rate}
              helperText={text.rateHelp}
              value={percent}
              onChange={event => setPercent(event.target.value)}
              slotProps={{
                htmlInput: { inputMode: 'decimal', pattern: '(100(\\.0{1,2})?|\\d{1,2}(\\.\\d{1,2})?)' },
              }}
            />
            <TextField
              required
              type="month"
              label={text.from}
              helperText={text.fromHelp}
              value={month}
              onChange={event => setMonth(event.target.value)}
              slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: nextMonth() } }}
            />
            <TextField
              required
              label={moneyMessages.reason}
              value={reason}
              onChange={event => setReason(event.target.value)}
              slotProps={{ htmlInput: { minLength: 3, maxLength: 500 } }}
            />
            {add.error && <ErrorPanel error={add.error} title={text.failed} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{moneyMessages.cancel}</Button>
          <Button type="submit" variant="contained" loading={add.isPending}>
            {text.add}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
