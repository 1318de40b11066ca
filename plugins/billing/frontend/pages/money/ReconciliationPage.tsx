import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { ChoiceField, DataTable, QueryView, Section, StatusChip, useUrlState } from '@netcrab/ui';
import { z } from 'zod';
import type { Reconciliation } from '../../../contract';
import { useReconciliation } from '../../moneyApi';
import { KeptCheck } from '../../parts/money/KeptCheck';
import { MoneyPage } from '../../parts/money/MoneyPage';
import { moneyMessages } from '../../moneyMessages';
import { differenceColumns, totalColumns } from '../../parts/money/reconciliationColumns';

const text = moneyMessages.reconciliation;
const windows = ['7', '35', '90'] as const;
const urlState = z.object({ days: z.enum(windows).catch('35').default('35') });

function Checks({ checks }: { checks: Reconciliation['checks'] }) {
  return (
    <Section title={text.checksTitle} variant="card">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {checks.map(({ check, ok, detail }) => (
          <li key={check}>
            <StatusChip tone={ok ? 'ok' : 'bad'} label={ok ? text.ok : text.broken} /> {check}: {detail}
          </li>
        ))}
      </Box>
    </Section>
  );
}

export default function ReconciliationPage() {
  const [{ days }, setUrl] = useUrlState(urlState);
  const reconciliation = useReconciliation(Number(days));
  return (
    <MoneyPage
      text={text}
      actions={
        <ChoiceField
          label={text.window}
          value={days}
          choices={windows.map(value => ({ value, label: text.days(value) }))}
          onChange={next => setUrl({ days: next })}
        />
      }
    >
      <KeptCheck />
      <QueryView query={reconciliation} errorTitle={text.loadFailed}>
        {({ totals, differences, checks, unavailable }) => (
          <>
            {unavailable !== null && (
              <Alert severity="warning">
                <AlertTitle>{text.missingTitle}</AlertTitle>
                {unavailable}
              </Alert>
            )}
            {unavailable === null && differences.length === 0 && (
              <Alert severity="success">{text.none}</Alert>
            )}
            {unavailable === null && (
              <DataTable
                caption={text.totalsCaption}
                columns={totalColumns}
                rows={totals}
                rowKey={({ currency }) => currency}
                empty={text.nothing}
              />
            )}
            {differences.length > 0 && (
              <Section title={text.differencesTitle}>
                <DataTable
                  caption={text.caption}
                  columns={differenceColumns}
                  rows={differences}
                  rowKey={({ source, type }) => `${source} ${type}`}
                />
              </Section>
            )}
            <Checks checks={checks} />
          </>
        )}
      </QueryView>
    </MoneyPage>
  );
}
