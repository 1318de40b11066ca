import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import { Amount, DataTable, QueryView, Section, type Column } from '@netcrab/ui';
import { useTrialBalance } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';
import { accountNames } from '../../moneyNames';

const text = moneyMessages.ledger;

type Row = NonNullable<ReturnType<typeof useTrialBalance>['data']>['accounts'][number];

const columns: readonly Column<Row>[] = [
  {
    id: 'account',
    header: text.columns.account,
    primary: true,
    skeletonWidth: 140,
    cell: ({ account }) => (
      <Link href={`/admin/money/ledger?account=${account}#entries`}>{accountNames[account].label}</Link>
    ),
  },
  {
    id: 'holds',
    header: text.columns.holds,
    skeletonWidth: 260,
    cell: ({ account }) => accountNames[account].holds,
  },
  {
    id: 'balance',
    header: text.columns.balance,
    align: 'right',
    skeletonWidth: 90,
    cell: ({ balance }) => <Amount {...balance} />,
  },
];

const isZero = (amount: string) => !/[1-9]/.test(amount);

export function TrialBalance() {
  const trial = useTrialBalance();
  return (
    <Section title={text.trialTitle}>
      <QueryView query={trial} errorTitle={text.trialFailed}>
        {({ accounts, sums }) => (
          <>
            <DataTable
              caption={text.trialCaption}
              columns={columns}
              rows={accounts}
              rowKey={({ account, balance }) => `${account} ${balance.currency}`}
              empty={text.trialEmpty}
            />
            {accounts.length > 0 && (
              <Alert
                severity={sums.every(({ amount }) => isZero(amount)) ? 'success' : 'error'}
                sx={{ mt: 2 }}
              >
                {sums.every(({ amount }) => isZero(amount)) ? text.balanced : text.sum}{' '}
                {sums.map(sum => (
                  <Amount key={sum.currency} {...sum} />
                ))}
              </Alert>
            )}
          </>
        )}
      </QueryView>
    </Section>
  );
}
