import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useCan } from '@netcrab/plugin-api/frontend';
import { ErrorPanel, When } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { managePayoutAccount, type PayoutAccount } from '../../../contract';
import { useConnect, usePayoutDashboard } from '../../earningsApi';
import { accountText, payoutMessages as text } from '../../earningsMessages';
import { CountryField } from '../CountryField';

/** The state of the payout account, and the way to its next one. */
export function AccountBanner({ account }: { account: PayoutAccount }) {
  const { title, body, action, severity } = accountText[account.state];
  const mayManage = useCan(managePayoutAccount);
  return (
    <Alert severity={severity} sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
      <AlertTitle>{title}</AlertTitle>
      <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
        <Typography variant="body2">{body}</Typography>
        {account.missing.length > 0 && <Missing account={account} />}
        {account.bankProblem && (
          <Typography variant="body2">{text.bankProblem(account.bankProblem)}</Typography>
        )}
        {mayManage && <Connect account={account} label={action} />}
      </Stack>
    </Alert>
  );
}

function Missing({ account: { missing, dueBy } }: { account: PayoutAccount }) {
  return (
    <div>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {text.missing}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, typography: 'body2' }}>
        {missing.map(({ requirement, title, overdue }) => (
          <li key={requirement}>
            {title}
            {overdue && ` (${text.overdue})`}
          </li>
        ))}
      </Box>
      {dueBy !== null && (
        <Typography variant="body2">
          {text.dueBy} <When at={dueBy} mode="date" />
        </Typography>
      )}
    </div>
  );
}

function Connect({ account, label }: { account: PayoutAccount; label: string }) {
  const connect = useConnect();
  const dashboard = usePayoutDashboard();
  const [country, setCountry] = useState('');
  const first = account.state === 'not_started' && account.country === null;
  const running = account.state === 'enabled' ? dashboard : connect;
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (account.state === 'enabled') dashboard.mutate();
    else connect.mutate(first ? country : undefined);
  };
  return (
    <Stack component="form" onSubmit={go} sx={{ gap: 1.5, alignSelf: 'stretch' }}>
      <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', alignItems: 'flex-start' }}>
        {first && (
          <CountryField
            required
            size="small"
            label={text.country}
            help={text.countryHelp}
            value={country}
            onChange={setCountry}
          />
        )}
        <Button
          type="submit"
          variant={account.state === 'enabled' ? 'outlined' : 'contained'}
          loading={running.isPending || running.isSuccess}
        >
          {label}
        </Button>
      </Stack>
      {running.error && <ErrorPanel error={running.error} title={text.connectFailed} />}
    </Stack>
  );
}
