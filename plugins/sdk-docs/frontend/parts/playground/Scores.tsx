import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Preview } from '@netcrab/plugin-telemetry/contract';
import { CardGrid, DataTable, Section, Stat } from '@netcrab/ui';
import { playgroundMessages } from '../../playgroundMessages';
import { incidentColumns, runColumns, signalColumns, signalsOf } from './scoreColumns';

const text = playgroundMessages.scores;

/** The session so far, as processing would store it. */
export function Scores({ sessions }: { sessions: Preview['sessions'] }) {
  const session = sessions.at(-1);
  return (
    <Section title={text.title} description={text.description}>
      {!session ? (
        <Typography color="textSecondary">{text.none}</Typography>
      ) : (
        <Stack sx={{ gap: 3 }}>
          <CardGrid min={140}>
            <Stat
              label={text.frustration}
              value={session.frustration.toFixed(2)}
              hint={text.frustrationHint}
            />
            <Stat label={text.events} value={session.events} />
            <Stat label={text.clicks} value={session.clicks} />
            <Stat label={text.runs} value={session.runs.length} />
          </CardGrid>
          <DataTable
            caption={text.parts}
            showCaption
            columns={signalColumns}
            rows={signalsOf(session)}
            rowKey={({ signal }) => signal}
          />
          {session.incidents.length > 0 && (
            <DataTable
              caption={text.incidents}
              showCaption
              columns={incidentColumns}
              rows={session.incidents}
              rowKey={({ kind, ts }) => `${kind} ${ts}`}
            />
          )}
          {session.runs.length > 0 && (
            <DataTable
              caption={text.runs}
              showCaption
              columns={runColumns}
              rows={session.runs.map((run, index) => ({ ...run, index }))}
              rowKey={({ index }) => String(index)}
            />
          )}
        </Stack>
      )}
    </Section>
  );
}
