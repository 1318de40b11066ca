import CalmIcon from '@mui/icons-material/SpaOutlined';
import Typography from '@mui/material/Typography';
import { CardGrid, ChoiceField, EmptyState, LinesSkeleton, QueryView, useUrlState } from '@netcrab/ui';
import { z } from 'zod';
import type { Note, Notes } from '../../contract';
import { useNotes } from '../api';
import { messages } from '../messages';
import { Definitions } from '../parts/Definitions';
import { InsightsFilters } from '../parts/InsightsFilters';
import { InsightsPage } from '../parts/InsightsPage';
import { NoteCard } from '../parts/NoteCard';
import { useFilters } from '../urlFilters';

const text = messages.notes;
const states = ['open', 'judged', 'all'] as const;
type State = (typeof states)[number];
const schema = z.object({ state: z.enum(states).catch('open').default('open') });

const isOf: Record<State, (note: Note) => boolean> = {
  open: ({ feedback }) => feedback === null,
  judged: ({ feedback }) => feedback !== null,
  all: () => true,
};

function List({ answer, state }: { answer: Notes; state: State }) {
  const shown = answer.notes.filter(isOf[state]);
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {text.tested(answer.tested)}
      </Typography>
      {shown.length === 0 ? (
        <Typography variant="body2">{text.noneOfState}</Typography>
      ) : (
        <CardGrid label={text.list} min={360}>
          {shown.map(note => (
            <NoteCard key={note.id} note={note} about={answer.about} heading="h2" />
          ))}
        </CardGrid>
      )}
      <Definitions about={answer.about} />
    </>
  );
}

export default function NotesPage() {
  const { query } = useFilters();
  const [{ state }, set] = useUrlState(schema);
  const notes = useNotes(query);
  return (
    <InsightsPage title={text.title} subtitle={text.subtitle}>
      {options => (
        <>
          <InsightsFilters options={options}>
            <ChoiceField
              label={text.show}
              value={state}
              choices={states.map(value => ({ value, label: text.states[value] }))}
              onChange={chosen => set({ state: chosen })}
            />
          </InsightsFilters>
          <QueryView
            query={notes}
            skeleton={<LinesSkeleton lines={8} />}
            isEmpty={({ notes: all }) => all.length === 0}
            empty={
              <EmptyState
                icon={<CalmIcon />}
                title={text.none}
                body={text.noneBody(notes.data?.tested ?? 0)}
              />
            }
          >
            {answer => <List answer={answer} state={state} />}
          </QueryView>
        </>
      )}
    </InsightsPage>
  );
}
