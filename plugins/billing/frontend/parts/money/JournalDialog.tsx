import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ChoiceField, FormDialog, useToast } from '@netcrab/ui';
import { useState, type ComponentProps } from 'react';
import { ledgerAccounts } from '../../../contract';
import { usePostJournal } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { accountNames } from '../../moneyNames';
import { emptyJournal, journalOf, needsOrg, needsPack, problemsOf, type JournalForm } from './journalForm';
import { ReasonField } from './ReasonField';

const text = moneyMessages.ledger;
const accounts = ledgerAccounts.map(value => ({ value, label: accountNames[value].label }));

/** Posts one debit against one credit. */
export function JournalDialog({ onClose }: { onClose: () => void }) {
  const post = usePostJournal();
  const toast = useToast();
  const [form, setForm] = useState(emptyJournal);
  const [key] = useState(() => crypto.randomUUID());
  const problems = problemsOf(form);
  const set = (patch: Partial<JournalForm>) => setForm(current => ({ ...current, ...patch }));
  const field = (
    name: Exclude<keyof JournalForm, 'debit' | 'credit'>,
    tried: boolean,
  ): ComponentProps<typeof TextField> => ({
    required: true,
    value: form[name],
    error: tried && problems.has(name),
    onChange: event => set({ [name]: event.target.value }),
  });
  const submit = async () => {
    await post.mutateAsync(journalOf(form, key));
    toast(text.posted, { tone: 'ok' });
    onClose();
  };
  return (
    <FormDialog
      title={text.journal}
      submitLabel={text.post}
      errorTitle={text.failed}
      complete={problems.size === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      {tried => (
        <>
          <Typography variant="body2">{text.journalBody}</Typography>
          {(['debit', 'credit'] as const).map(side => (
            <Stack key={side} sx={{ gap: 0.5 }}>
              <ChoiceField
                label={text[side]}
                value={form[side]}
                choices={accounts}
                onChange={account => set({ [side]: account })}
              />
              <Typography variant="caption" color="textSecondary" sx={{ px: 1.75 }}>
                {accountNames[form[side]].holds}
              </Typography>
            </Stack>
          ))}
          {needsOrg(form) && (
            <TextField {...field('orgId', tried)} label={text.org} helperText={text.orgHelp} />
          )}
          {needsPack(form) && (
            <>
              <TextField {...field('packId', tried)} label={text.pack} helperText={text.packHelp} />
              <TextField
                {...field('month', tried)}
                type="month"
                label={text.month}
                slotProps={{ inputLabel: { shrink: true } }}
              />
            </>
          )}
          <Stack direction="row" sx={{ gap: 2 }}>
            <TextField
              {...field('amount', tried)}
              fullWidth
              label={text.amount}
              slotProps={{ htmlInput: { inputMode: 'decimal' } }}
            />
            <TextField
              {...field('currency', tried)}
              label={text.currency}
              slotProps={{ htmlInput: { maxLength: 3 } }}
            />
          </Stack>
          <ReasonField
            value={form.reason}
            onChange={reason => set({ reason })}
            missing={tried && problems.has('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}
