import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { CardGrid, DataTable, EmptyState, QueryView, Section } from '@netcrab/ui';
import type { Overview } from '../../contract';
import { useOverview } from '../api';
import { messages } from '../messages';
import { Definitions } from '../parts/Definitions';
import { FlowSnapshot } from '../parts/FlowSnapshot';
import { hotspotColumns } from '../parts/hotspotColumns';
import { InsightsFilters } from '../parts/InsightsFilters';
import { InsightsPage, useViewAddress } from '../parts/InsightsPage';
import { KeyFigures } from '../parts/KeyFigures';
import { NoteCard } from '../parts/NoteCard';
import { useFilters } from '../urlFilters';

const text = messages.overview;
const skeleton = (
  <CardGrid min={220}>
    {[1, 2, 3, 4].map(one => (
      <Skeleton key={one} variant="rounded" height={136} />
    ))}
  </CardGrid>
);
const nothing = <EmptyState title={messages.empty.nothing} body={messages.empty.nothingBody} />;

function Content({ overview }: { overview: Overview }) {
  const address = useViewAddress();
  const { query } = useFilters();
  const { about, topHotspots, noteOfTheDay } = overview;
  const columns = hotspotColumns(
    about,
    one => address('hotspots', { screen: one.screenId, productId: one.productId }),
    true,
  );
  return (
    <>
      <KeyFigures overview={overview} />
      <Section
        title={text.crabby}
        description={text.crabbyHint}
        actions={<Button href={address('hotspots')}>{text.allHotspots}</Button>}
      >
        <DataTable
          caption={messages.hotspots.caption}
          columns={columns}
          rows={topHotspots}
          rowKey={one => `${one.productId} ${one.screenId}`}
          empty={<Typography variant="body2">{text.calm}</Typography>}
        />
      </Section>
      <Section title={text.note} actions={<Button href={address('notes')}>{text.allNotes}</Button>}>
        {noteOfTheDay ? (
          <NoteCard note={noteOfTheDay} about={about} heading="h3" />
        ) : (
          <Typography variant="body2" color="textSecondary">
            {text.noNote}
          </Typography>
        )}
      </Section>
      <Section
        title={text.flow}
        variant="card"
        actions={<Button href={address('flows')}>{text.allFlows}</Button>}
      >
        <FlowSnapshot query={query} />
      </Section>
      <Definitions about={about} />
    </>
  );
}

export default function OverviewPage() {
  const { query } = useFilters();
  const overview = useOverview(query);
  return (
    <InsightsPage title={text.title} subtitle={text.subtitle}>
      {options => (
        <>
          <InsightsFilters options={options} />
          <QueryView
            query={overview}
            skeleton={skeleton}
            isEmpty={({ sessions }) => sessions.n === 0 && sessions.previous.n === 0}
            empty={nothing}
          >
            {answer => <Content overview={answer} />}
          </QueryView>
        </>
      )}
    </InsightsPage>
  );
}
