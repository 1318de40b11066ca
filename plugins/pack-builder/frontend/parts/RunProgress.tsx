import Alert from '@mui/material/Alert';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import type { BuildRun } from '../../contract';
import { useBuildRun, useRefreshBuilds } from '../api';
import { messages } from '../messages';

/** What a run says while it runs, and how it ended. */
export function RunProgress({ runId }: { runId: string }) {
  const { data: run } = useBuildRun(runId);
  const refresh = useRefreshBuilds();
  const ended = run !== undefined && run.status !== 'running';
  useEffect(() => {
    if (ended) refresh();
  }, [ended, refresh]);
  if (!run) return null;
  if (run.status === 'failed' || run.status === 'canceled') {
    return (
      <Alert severity="error" sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {messages.run.failed} {run.error}
      </Alert>
    );
  }
  if (ended) return <Alert severity="success">{run.message ?? messages.run.done}</Alert>;
  return <Running run={run} />;
}

function Running({ run }: { run: BuildRun }) {
  const percent = Math.round(run.progress * 100);
  return (
    <Stack sx={{ gap: 1 }} role="status">
      <Typography variant="body2">
        {messages.run.running}: {run.message ?? '…'} ({percent} %)
      </Typography>
      <LinearProgress variant="determinate" value={percent} aria-label={messages.run.running} />
    </Stack>
  );
}
