import Button from '@mui/material/Button';
import { useCan } from '@netcrab/plugin-api/frontend';
import { ConfirmDialog, useToast } from '@netcrab/ui';
import { useState } from 'react';
import { runJobs, type JobView } from '../../contract';
import { useRunJob } from '../api';
import { messages } from '../messages';

const text = messages.jobs;

/** Starts a job out of turn, after a question. Not there for who may not. */
export function RunJob({ job, onStarted }: { job: JobView; onStarted?: (runId: string) => void }) {
  const [asking, setAsking] = useState(false);
  const allowed = useCan(runJobs);
  const toast = useToast();
  const run = useRunJob();
  if (!allowed) return null;
  const start = async () => {
    const { runId } = await run.mutateAsync(job.id);
    toast(text.started(job.title));
    onStarted?.(runId);
  };
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        sx={{ whiteSpace: 'nowrap' }}
        aria-label={text.runOf(job.title)}
        disabled={job.lastRun?.status === 'running'}
        onClick={() => setAsking(true)}
      >
        {text.run}
      </Button>
      <ConfirmDialog
        open={asking}
        title={text.confirmTitle(job.title)}
        body={text.confirmBody}
        confirmLabel={text.run}
        onConfirm={start}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
