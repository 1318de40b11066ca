import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { ErrorPanel, useToast } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { checkoutEndpoints, type BillingProfileView } from '../../../contract';
import { useTaxed } from '../../buying';
import { useSetBillingProfile } from '../../purchasedApi';
import { planMessages } from '../../subscriptionMessages';
import { CountryField } from '../CountryField';

const text = planMessages.profile;
const { body: schema } = checkoutEndpoints.setBillingProfile;

/** E-mail and country, checked as the server checks them. */
export function ProfileForm({ profile }: { profile: BillingProfileView }) {
  const save = useSetBillingProfile();
  const taxed = useTaxed();
  const toast = useToast();
  const [email, setEmail] = useState(profile.billingEmail ?? '');
  const [country, setCountry] = useState(profile.country ?? '');
  const [tried, setTried] = useState(false);
  const body = { billingEmail: email.trim(), country: country === '' ? null : country };
  const problems = schema?.safeParse(body).error?.issues ?? [];
  const emailProblem = problems.find(({ path }) => path[0] === 'billingEmail')?.message;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.length > 0 || save.isPending) return;
    save.mutate(body, { onSuccess: () => toast(text.saved, { tone: 'ok' }) });
  };
  return (
    <Stack
      component="form"
      onSubmit={submit}
      noValidate
      sx={{ gap: 2.5, maxWidth: 460, alignItems: 'flex-start' }}
    >
      <TextField
        required
        fullWidth
        type="email"
        label={text.email}
        value={email}
        onChange={event => setEmail(event.target.value)}
        error={tried && Boolean(emailProblem)}
        helperText={(tried && emailProblem) || text.emailHelp}
        autoComplete="email"
      />
      <CountryField
        label={text.country}
        value={country}
        onChange={setCountry}
        help={taxed && text.countryTaxed}
      />
      {save.error && <ErrorPanel error={save.error} title={text.saveFailed} />}
      <Button type="submit" variant="contained" loading={save.isPending}>
        {text.save}
      </Button>
    </Stack>
  );
}
