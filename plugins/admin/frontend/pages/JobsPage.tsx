import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import {
  DataTable,
  DataTableSkeleton,
  EmptyState,
  Page,
  QueryView,
  Sparkline,
  When,
  type Column,
} from '@netcrab/ui';
import { Link as RouterLink } from 'react-router';
import type { JobView } from '../../contract';
import { useJobs } from '../api';
import { messages } from '../messages';
import { RunJob } from '../parts/RunJob';
import { formatDuration } from '../parts/duration';
import { RunStatusChip } from '../parts/status';

const text = messages.jobs;

function LastRun({ run }: { run: JobView['lastRun'] }) {
  if (!run) return <Typography color="textSecondary">{text.never}</Typography>;
  return (
    <Box>
      <RunStatusChip status={run.status} /> <When at={run.startedAt} />
      {run.status === 'running' && (
        <LinearProgress
          variant="determinate"
          value={run.progress * 100}
          aria-label={messages.job.progress}
          sx={{ mt: 0.75 }}
        />
      )}
    </Box>
  );
}

const columns: readonly Column<JobView>[] = [
  {
    id: 'job',
    header: text.job,
    primary: true,
    cell: ({ id, title }) => (
      <Box>
        <Link component={RouterLink} to={`/admin/jobs/${id}`} sx={{ fontWeight: 600 }}>
          {title}
        </Link>
        <Typography variant="body2" color="textSecondary">
          {id}
        </Typography>
      </Box>
    ),
  },
  {
    id: 'schedule',
    header: text.schedule,
    cell: ({ cron }) => (cron ? <code style={{ whiteSpace: 'nowrap' }}>{cron}</code> : text.onDemand),
  },
  { id: 'last', header: text.last, cell: ({ lastRun }) => <LastRun run={lastRun} /> },
  { id: 'next', header: text.next, cell: ({ nextRunAt }) => <When at={nextRunAt} never="–" /> },
  {
    id: 'durations',
    header: text.durations,
    cell: ({ title, recentDurations }) => {
      const last = recentDurations.at(-1);
      return last === undefined ? (
        '–'
      ) : (
        <Box>
          {recentDurations.length > 1 && (
            <Sparkline title={text.durationsOf(title)} series={recentDurations} unit="ms" />
          )}
          {formatDuration(last)}
        </Box>
      );
    },
  },
  { id: 'run', header: text.run, hideHeader: true, cell: job => <RunJob job={job} /> },
];

export default function JobsPage() {
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <QueryView
        query={useJobs()}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={({ jobs }) => jobs.length === 0}
        empty={<EmptyState title={text.empty} body={text.emptyBody} />}
      >
        {({ jobs }) => (
          <DataTable caption={text.caption} columns={columns} rows={jobs} rowKey={job => job.id} />
        )}
      </QueryView>
    </Page>
  );
}
