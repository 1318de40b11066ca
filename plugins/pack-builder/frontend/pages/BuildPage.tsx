import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import {
  CardGrid,
  DataTable,
  EmptyState,
  Page,
  QueryView,
  Section,
  Stat,
  UsageBar,
  type Column,
} from '@netcrab/ui';
import { useParams } from 'react-router';
import type { AdminReport } from '../../contract';
import { useBuild } from '../api';
import { messages, reasonTexts } from '../messages';
import { BuildStatusChip } from '../parts/columns';

type Withheld = AdminReport['withheld'][number];

const columns: readonly Column<Withheld>[] = [
  { id: 'task', header: 'Task type', primary: true, cell: cell => cell.taskType },
  { id: 'detail', header: 'Detail', cell: cell => (cell.detail === '*' ? 'all' : cell.detail) },
  { id: 'window', header: 'Window', cell: cell => cell.window },
  { id: 'vertical', header: 'Vertical', cell: cell => verticalName(cell.vertical) },
  { id: 'reason', header: 'Why', cell: cell => reasonTexts[cell.reason] },
];

export default function BuildPage() {
  const { buildId = '' } = useParams();
  const build = useBuild(buildId);
  const data = build.data;
  return (
    <Page
      title={data ? `Build of ${data.packId}` : 'Build'}
      subtitle={data && `As of ${data.asOf}, started by ${data.reason}`}
      crumbs={[{ label: messages.title, to: '/admin/builds' }]}
    >
      <QueryView query={build}>
        {record => (
          <>
            <Stack direction="row" sx={{ gap: 2, alignItems: 'center' }}>
              <BuildStatusChip status={record.status} />
              {record.version && <span>Version {record.version}</span>}
            </Stack>
            {record.message && (
              <Alert severity={record.status === 'failed' ? 'error' : 'info'}>{record.message}</Alert>
            )}
            {record.report ? (
              <Report report={record.report} />
            ) : (
              <EmptyState title={messages.build.noReport} body={record.message ?? ''} />
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Report({ report }: { report: AdminReport }) {
  const { cells, privacy, withheld } = report;
  const share = new Intl.NumberFormat(undefined, { style: 'percent' }).format(report.suppressedShare);
  const text = messages.build;
  return (
    <>
      <Section title="Cells" description="Of everything the pack holds now, this build included.">
        <CardGrid>
          <Stat label="With data" value={cells.candidate} hint="Cells of the finest grain" />
          <Stat label="Published" value={cells.published} unit="rows" />
          <Stat label="Generalized" value={cells.generalized} hint="Published as part of a coarser cell" />
          <Stat label="Withheld" value={cells.dropped} hint={`${share} of the user-days`} />
          {Object.entries(report.dropReasons).map(([reason, count]) => (
            <Stat
              key={reason}
              label={reasonTexts[reason as Withheld['reason']] ?? reason}
              value={count}
              unit="cells"
            />
          ))}
        </CardGrid>
      </Section>
      <Section title={text.privacyTitle}>
        <CardGrid>
          <Stat
            label="Epsilon per user and day"
            value={privacy.epsilon}
            hint={`at delta ${privacy.delta}; rho ${privacy.rho}`}
          />
          <Stat
            label="Orgs per cell"
            value={`≥ ${privacy.minOrgs}`}
            hint={`Contributing: ${report.orgsBand}`}
          />
          <Stat label="Sessions per cell" value={`≥ ${privacy.minCellSessions}`} />
          <Stat label="Cells per user and day" value={`≤ ${privacy.cellsPerUnit}`} />
        </CardGrid>
        <UsageBar
          used={privacy.budgetSpent}
          limit={privacy.budgetLimit}
          label="Privacy budget of the most exposed source-day (rho)"
        />
      </Section>
      <Section title={text.withheldTitle} description={text.withheldDescription}>
        <DataTable
          caption={text.withheldTitle}
          columns={columns}
          rows={withheld}
          rowKey={cell => `${cell.window} ${cell.vertical} ${cell.taskType} ${cell.detail}`}
          empty={<EmptyState title={text.withheldEmpty} body={text.withheldEmptyBody} />}
        />
      </Section>
    </>
  );
}
