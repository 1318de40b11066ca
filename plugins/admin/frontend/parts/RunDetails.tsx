import Alert from '@mui/material/Alert';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { CodeBlock, QueryView, Section } from '@netcrab/ui';
import { useRun } from '../api';
import { messages } from '../messages';
import { RunStatusChip } from './status';

const text = messages.job;

/** One run: how far it is, what it logged, what came of it. */
export function RunDetails({ runId }: { runId: string }) {
  return (
    <Section title={text.shown(runId.slice(0, 8))} variant="card">
      <QueryView query={useRun(runId)}>
        {({ status, progress, message, error, result, log = [] }) => (
          <Stack sx={{ gap: 2 }}>
            <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
              <RunStatusChip status={status} />
              {message && <span>{message}</span>}
            </Stack>
            {status === 'running' && (
              <LinearProgress variant="determinate" value={progress * 100} aria-label={text.progress} />
            )}
            {error && (
              <Alert severity="error" sx={{ overflowWrap: 'anywhere' }}>
                {text.error}: {error}
              </Alert>
            )}
            {result !== null && result !== undefined && (
              <CodeBlock title={text.result} language="json" code={JSON.stringify(result, null, 2)} />
            )}
            {log.length > 0 ? (
              <CodeBlock title={text.log} language="text" code={log.join('\n')} />
            ) : (
              <Typography variant="body2" color="textSecondary">
                {text.noLog}
              </Typography>
            )}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}
