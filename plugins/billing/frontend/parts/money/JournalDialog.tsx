import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useState, type ComponentProps, type FormEvent } from 'react';
import { ledgerAccounts, type LedgerAccount } from '../../../contract';
import { usePostJournal } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { accountNames } from '../../moneyNames';
import { emptyJournal, journalOf, needsOrg, needsPack, type JournalForm } from './journalForm';

const text = moneyMessages.ledger;

/** Posts one debit against one credit. */
export function JournalDialog({ onClose }: { onClose: () => void }) {
  const post = usePostJournal();
  const toast = useToast();
  const [form, setForm] = useState(emptyJournal);
  const [key] = useState(() => crypto.randomUUID());
  const set = (patch: Partial<JournalForm>) => setForm(current => ({ ...current, ...patch }));
  const field = (name: Exclude<keyof JournalForm, 'debit' | 'credit'>): ComponentProps<typeof TextField> => ({
    required: true,
    value: form[name],
    onChange: event => set({ [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    post.mutate(journalOf(form, key), {
      onSuccess: () => {
        toast(text.posted, { tone: 'ok' });
        onClose();
      },
    });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="journal-title">
      <form onSubmit={submit}>
        <DialogTitle id="journal-title">{text.journal}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            <Typography variant="body2">{text.journalBody}</Typography>
            <AccountField label={text.debit} value={form.debit} onChange={debit => set({ debit })} />
            <AccountField label={text.credit} value={form.credit} onChange={credit => set({ credit })} />
            {needsOrg(form) && <TextField {...field('orgId')} label={text.org} helperText={text.orgHelp} />}
            {needsPack(form) && (
              <>
                <TextField {...field('packId')} label={text.pack} helperText={text.packHelp} />
                <TextField
                  {...field('month')}
                  type="month"
                  label={text.month}
                  slotProps={{ inputLabel: { shrink: true } }}
                />
              </>
            )}
            <Stack direction="row" sx={{ gap: 2 }}>
              <TextField
                {...field('amount')}
                fullWidth
                label={text.amount}
                slotProps={{ htmlInput: { inputMode: 'decimal', pattern: '\\d+(\\.\\d+)?' } }}
              />
              <TextField
                {...field('currency')}
                label={text.currency}
                slotProps={{ htmlInput: { pattern: '[A-Za-z]{3}', maxLength: 3 } }}
              />
            </Stack>
            <TextField
              {...field('reason')}
              label={moneyMessages.reason}
              slotProps={{ htmlInput: { minLength: 3, maxLength: 500 } }}
            />
            {post.error && <ErrorPanel error={post.error} title={text.failed} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{moneyMessages.cancel}</Button>
          <Button type="submit" variant="contained" loading={post.isPending}>
            {text.post}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function AccountField(props: {
  label: string;
  value: LedgerAccount;
  onChange: (account: LedgerAccount) => void;
}) {
  return (
    <TextField
      select
      label={props.label}
      value={props.value}
      onChange={event =>
        props.onChange(ledgerAccounts.find(one => one === event.target.value) ?? props.value)
      }
      helperText={accountNames[props.value].holds}
    >
      {ledgerAccounts.map(account => (
        <MenuItem key={account} value={account}>
          {accountNames[account].label}
        </MenuItem>
      ))}
    </TextField>
  );
}
