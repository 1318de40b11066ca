import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Page, QueryView, Section, When } from '@netcrab/ui';
import { useState } from 'react';
import { usePackStatus } from '../api';
import { messages } from '../messages';
import { History } from '../parts/History';
import { PackTable } from '../parts/PackTable';
import { RunProgress } from '../parts/RunProgress';
import { StartBuildDialog } from '../parts/StartBuildDialog';
import { buildTabs } from '../parts/tabs';

export default function BuildsPage() {
  const status = usePackStatus();
  const [asked, setAsked] = useState<{ packId: string | null } | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const runId = started ?? status.data?.running?.id ?? null;

  return (
    <Page
      title={messages.title}
      subtitle={messages.subtitle}
      tabs={buildTabs}
      actions={
        <Button variant="contained" onClick={() => setAsked({ packId: null })}>
          {messages.run.all}
        </Button>
      }
    >
      {runId && <RunProgress key={runId} runId={runId} />}
      <QueryView query={status}>
        {data => (
          <>
            {data.problems.length > 0 && (
              <Section title={messages.problems.title} description={messages.problems.description}>
                <Stack sx={{ gap: 1 }}>
                  {data.problems.map(problem => (
                    <Alert
                      severity="error"
                      key={`${problem.file}${problem.line}${problem.field}`}
                      sx={{ overflowWrap: 'anywhere' }}
                    >
                      <code>
                        {problem.file}
                        {problem.line !== null && `:${problem.line}`}
                      </code>{' '}
                      {problem.field && <strong>{problem.field}: </strong>}
                      {problem.message}
                    </Alert>
                  ))}
                </Stack>
              </Section>
            )}
            <Section title={messages.packs.title}>
              <PackTable packs={data.packs} onBuild={packId => setAsked({ packId })} />
              {data.nextRunAt !== null && (
                <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
                  {messages.packs.nextRun} <When at={data.nextRunAt} />.
                </Typography>
              )}
            </Section>
            <History packIds={data.packs.map(({ packId }) => packId)} />
          </>
        )}
      </QueryView>
      {asked && (
        <StartBuildDialog
          packId={asked.packId}
          onClose={() => setAsked(null)}
          onStarted={id => {
            setStarted(id);
            setAsked(null);
          }}
        />
      )}
    </Page>
  );
}
