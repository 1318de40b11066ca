import TextField from '@mui/material/TextField';
import { ChoiceField, FormDialog, formatMonth, useToast } from '@netcrab/ui';
import { useState } from 'react';
import { rateScopes, type CommissionRate } from '../../../contract';
import { useAddRate } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { rateScopeNames } from '../../moneyNames';
import { fractionOf } from './rate';
import { ReasonField, reasonGiven } from './ReasonField';

const text = moneyMessages.rates;
const percentPattern = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/;

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
  // Said at once, since nothing that follows could mend it; an empty field is only marked when sending was tried.
  const begun = month !== '' && month < nextMonth();
  const problems = {
    subject: scope !== 'default' && subject.trim() === '',
    percent: !percentPattern.test(percent.trim()),
    month: month === '' || begun,
    reason: !reasonGiven(reason),
  };
  const submit = async () => {
    const rate = {
      scope,
      rate: fractionOf(percent.trim()),
      effectiveMonth: `${month}-01`,
      reason: reason.trim(),
    };
    await add.mutateAsync(scope === 'default' ? rate : { ...rate, subject: subject.trim() });
    toast(text.added, { tone: 'ok' });
    onClose();
  };
  return (
    <FormDialog
      title={text.add}
      submitLabel={text.add}
      errorTitle={text.failed}
      maxWidth="xs"
      complete={!Object.values(problems).includes(true)}
      onSubmit={submit}
      onClose={onClose}
    >
      {tried => (
        <>
          <ChoiceField
            label={text.scope}
            value={scope}
            choices={rateScopes.map(value => ({ value, label: rateScopeNames[value] }))}
            onChange={setScope}
          />
          {scope !== 'default' && (
            <TextField
              required
              label={scope === 'kind' ? text.subjectKind : text.subjectSeller}
              value={subject}
              error={tried && problems.subject}
              onChange={event => setSubject(event.target.value)}
            />
          )}
          <TextField
            required
            label={text.rate}
            helperText={text.rateHelp}
            value={percent}
            error={tried && problems.percent}
            onChange={event => setPercent(event.target.value)}
            slotProps={{ htmlInput: { inputMode: 'decimal' } }}
          />
          <TextField
            required
            type="month"
            label={text.from}
            helperText={begun ? text.begun(formatMonth(nextMonth())) : text.fromHelp}
            value={month}
            error={begun || (tried && problems.month)}
            onChange={event => setMonth(event.target.value)}
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: nextMonth() } }}
          />
          <ReasonField value={reason} onChange={setReason} missing={tried && problems.reason} />
        </>
      )}
    </FormDialog>
  );
}
