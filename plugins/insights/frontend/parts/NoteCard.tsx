import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useCan } from '@netcrab/plugin-api/frontend';
import { StatusChip, type Tone } from '@netcrab/ui';
import type { About, Note, Severity } from '../../contract';
import { shapeInsights } from '../../contract/permissions';
import { messages } from '../messages';
import { inUnit, percent, signed } from '../numbers';
import { Explained } from './Explained';
import { NoteFeedback } from './NoteFeedback';

const text = messages.notes;
const tones: Record<Severity, Tone> = { high: 'bad', medium: 'warn', low: 'info' };

/** Changes are of what their metric measures; only that is defined. */
const measured = (metric: string) => metric.replace(/Change$/, '');

/** Never rounded up to certainty. */
const certainty = (confidence: number) =>
  confidence > 0.999 ? text.nearlyCertain : percent(Math.floor(confidence * 1000) / 1000);

function EvidenceList({ note, about }: { note: Note; about: About }) {
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5, typography: 'body2' }}>
      {note.evidence.map(({ metric, value, n, ci: [low, high], query }) => {
        const id = measured(metric);
        const known = about.definitions[id];
        const isChange = id !== metric;
        const write = (one: number) =>
          !isChange
            ? inUnit(known?.unit, one)
            : metric === 'runDurationChange'
              ? `× ${inUnit(undefined, one)}`
              : `${signed(100 * one)} ${messages.delta.points}`;
        return (
          <li key={`${metric}-${value}`}>
            <Link href={query}>{known?.title ?? metric}</Link>{' '}
            <Explained metric={id} about={about} figure={{ value, n, ...(!isChange && { low, high }) }}>
              {write(value)}
            </Explained>
            {` (${messages.explained.interval(write(low), write(high))})`}
          </li>
        );
      })}
    </Box>
  );
}

/** A finding: what, how surely, on what evidence, what to try, and what the team says of it. */
export function NoteCard({ note, about, heading }: { note: Note; about: About; heading: 'h2' | 'h3' }) {
  const canJudge = useCan(shapeInsights);
  return (
    <Box
      component="article"
      aria-label={note.title}
      sx={{
        p: { xs: 2, md: 2.5 },
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: '12px',
        display: 'grid',
        gap: 1.5,
        alignContent: 'start',
      }}
    >
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <StatusChip tone={tones[note.severity]} label={text.severity[note.severity]} />
        <Typography variant="caption" color="textSecondary">
          {text.category[note.category]} · {text.confidence(certainty(note.confidence))}
        </Typography>
      </Stack>
      <Typography variant="h3" component={heading} sx={{ overflowWrap: 'anywhere' }}>
        {note.title}
      </Typography>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {note.summary}
      </Typography>
      <div>
        <Typography variant="h4" component="p" sx={{ mb: 0.5 }}>
          {text.evidence}
        </Typography>
        <EvidenceList note={note} about={about} />
      </div>
      <div>
        <Typography variant="h4" component="p" sx={{ mb: 0.5 }}>
          {text.try}
        </Typography>
        <Box component="ul" sx={{ m: 0, pl: 2.5, typography: 'body2' }}>
          {note.recommendations.map(line => (
            <li key={line}>{line}</li>
          ))}
        </Box>
      </div>
      {note.rephrased && (
        <Typography variant="caption" color="textSecondary">
          {text.rephrased}
        </Typography>
      )}
      <NoteFeedback note={note} canJudge={canJudge} />
    </Box>
  );
}
