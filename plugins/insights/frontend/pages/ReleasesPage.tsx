import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Typography from '@mui/material/Typography';
import { ChoiceField, EmptyState, LinesSkeleton, QueryView, useUrlState } from '@netcrab/ui';
import { z } from 'zod';
import type { Options, ReleaseComparison } from '../../contract';
import { useReleaseComparison } from '../api';
import { messages } from '../messages';
import { Definitions } from '../parts/Definitions';
import { InsightsFilters } from '../parts/InsightsFilters';
import { InsightsPage } from '../parts/InsightsPage';
import { ReleaseTable } from '../parts/ReleaseTable';
import { percent } from '../numbers';
import { useFilters } from '../urlFilters';

const text = messages.releases;
const release = z.string().max(64).catch('').default('');
const schema = z.object({ a: release, b: release });

function Comparison({ comparison }: { comparison: ReleaseComparison }) {
  const { about, a, b, tasks, mixShifts, leastRuns } = comparison;
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {[a, b].map(({ release: name, runs, sessions }) => text.sides(name, runs, sessions)).join(' · ')}
      </Typography>
      {tasks.some(({ tooFew }) => tooFew) && (
        <Alert severity="warning">{text.tooFewWarning(leastRuns)}</Alert>
      )}
      {mixShifts.length > 0 && (
        <Alert severity="info">
          <AlertTitle>{text.mixTitle}</AlertTitle>
          {mixShifts.map(({ dimension, value, a: before, b: after }) => (
            <div key={`${dimension} ${value}`}>
              {text.mix(dimension, value, percent(before), percent(after))}
            </div>
          ))}
          <div>{text.mixHint}</div>
        </Alert>
      )}
      <ReleaseTable comparison={comparison} />
      <Definitions about={about} />
    </>
  );
}

function Releases({ options }: { options: Options }) {
  const { query } = useFilters();
  const [chosen, set] = useUrlState(schema);
  const [newest, before] = options.releases;
  // Without a choice: the newest release against the one before it.
  const a = chosen.a || (before?.release ?? '');
  const b = chosen.b || (newest?.release ?? '');
  const { release: _, ...shared } = query;
  const comparison = useReleaseComparison({ ...shared, a, b });
  const names = new Set([...options.releases.map(one => one.release), a, b].filter(Boolean));
  const choices = [...names].map(value => ({ value, label: value }));
  if (a === '' || b === '') return <EmptyState title={text.choose} body={text.chooseBody} />;
  return (
    <>
      <InsightsFilters options={options} without={['release']}>
        <ChoiceField label={text.a} value={a} choices={choices} onChange={value => set({ a: value, b })} />
        <ChoiceField label={text.b} value={b} choices={choices} onChange={value => set({ a, b: value })} />
      </InsightsFilters>
      <QueryView query={comparison} skeleton={<LinesSkeleton lines={8} />}>
        {answer => <Comparison comparison={answer} />}
      </QueryView>
    </>
  );
}

export default function ReleasesPage() {
  return (
    <InsightsPage title={text.title} subtitle={text.subtitle}>
      {options => <Releases options={options} />}
    </InsightsPage>
  );
}
