import { messages } from '../messages';
import { Clusters } from '../parts/Clusters';
import { InsightsFilters } from '../parts/InsightsFilters';
import { InsightsPage } from '../parts/InsightsPage';
import { SavedSegments } from '../parts/SavedSegments';
import { useFilters } from '../urlFilters';

const text = messages.segments;

export default function SegmentsPage() {
  const { query } = useFilters();
  return (
    <InsightsPage title={text.title} subtitle={text.subtitle}>
      {options => (
        <>
          <InsightsFilters options={options} />
          <SavedSegments />
          <Clusters query={query} />
        </>
      )}
    </InsightsPage>
  );
}
