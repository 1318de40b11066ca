import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  DataTable,
  DataTableSkeleton,
  Page,
  QueryView,
  Section,
  useUrlState,
  When,
  type Column,
} from '@netcrab/ui';
import { useParams } from 'react-router';
import { z } from 'zod';
import type { RunView } from '../../contract';
import { useJobRuns } from '../api';
import { messages } from '../messages';
import { RunDetails } from '../parts/RunDetails';
import { RunJob } from '../parts/RunJob';
import { formatDuration } from '../parts/duration';
import { RunStatusChip } from '../parts/status';

const text = messages.job;
const crumbs = [{ label: messages.jobs.title, to: '/admin/jobs' }];
const urlState = z.object({ run: z.string().default('') });

const columns = (show: (runId: string) => void): Column<RunView>[] => [
  {
    id: 'started',
    header: text.started,
    primary: true,
    cell: run => <When at={run.startedAt} mode="datetime" />,
  },
  { id: 'status', header: text.status, cell: run => <RunStatusChip status={run.status} /> },
  { id: 'trigger', header: text.trigger, cell: run => messages.trigger[run.trigger] },
  {
    id: 'took',
    header: text.took,
    align: 'right',
    cell: run => (run.finishedAt === null ? '–' : formatDuration(run.finishedAt - run.startedAt)),
  },
  {
    id: 'show',
    header: text.show,
    hideHeader: true,
    cell: run => (
      <Button size="small" onClick={() => show(run.id)}>
        {text.show}
      </Button>
    ),
  },
];

export default function JobPage() {
  const { jobId = '' } = useParams();
  const runs = useJobRuns(jobId);
  const [{ run }, setUrl] = useUrlState(urlState);
  const show = (runId: string) => setUrl({ run: runId });
  const job = runs.data?.job;
  const shown = columns(show);
  return (
    <Page
      title={job?.title ?? jobId}
      subtitle={job ? `${job.id} · ${job.cron ?? messages.jobs.onDemand}` : undefined}
      crumbs={crumbs}
      actions={job && <RunJob job={job} onStarted={show} />}
    >
      <Stack sx={{ gap: 4 }}>
        {run && <RunDetails runId={run} />}
        <Section title={text.runs}>
          <QueryView
            query={runs}
            skeleton={<DataTableSkeleton columns={shown} />}
            isEmpty={data => data.runs.length === 0}
            empty={<Typography color="textSecondary">{text.noRuns}</Typography>}
          >
            {data => (
              <DataTable caption={text.runsCaption} columns={shown} rows={data.runs} rowKey={one => one.id} />
            )}
          </QueryView>
        </Section>
      </Stack>
    </Page>
  );
}
