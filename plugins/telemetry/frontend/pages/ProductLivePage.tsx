import Typography from '@mui/material/Typography';
import { Count, DataTable, EmptyState, QueryView, Section, When, type Column } from '@netcrab/ui';
import { useParams } from 'react-router';
import type { LiveEvent, LiveRejection } from '../../contract';
import { useLive } from '../api';
import { messages, ruleName } from '../messages';
import { ProductFrame } from '../parts/ProductFrame';

const text = messages.live;

const what = ({ eventType, name, taskId, errorCode }: LiveEvent): string =>
  [name ?? eventType, taskId ?? errorCode].filter(Boolean).join(' · ');

const eventColumns: Column<LiveEvent>[] = [
  { id: 'received', header: text.received, cell: event => <When at={event.receivedAt} /> },
  { id: 'what', header: text.event, primary: true, cell: what },
  { id: 'screen', header: text.screen, cell: event => <code>{event.screenId}</code> },
  { id: 'element', header: text.element, cell: event => event.elementType ?? '–' },
  {
    id: 'response',
    header: text.response,
    align: 'right',
    cell: event => (event.responseMs === undefined ? '–' : `${event.responseMs} ms`),
  },
  { id: 'session', header: text.session, cell: event => <code>{event.sessionId.slice(0, 12)}</code> },
  { id: 'sdk', header: text.sdk, cell: event => event.sdkVersion },
];

const rejectionColumns: Column<LiveRejection>[] = [
  { id: 'rule', header: text.rule, primary: true, cell: one => ruleName(one.rule) },
  { id: 'field', header: text.field, cell: one => <code>{one.field || '–'}</code> },
  { id: 'count', header: text.count, align: 'right', cell: one => <Count value={one.count} /> },
  { id: 'last', header: text.last, cell: one => <When at={one.lastAt} /> },
];

export default function ProductLivePage() {
  const { productId = '' } = useParams();
  const live = useLive(productId);
  return (
    <ProductFrame productId={productId} subtitle={text.subtitle}>
      <QueryView query={live} errorTitle={text.loadFailed}>
        {data => (
          <>
            <Section title={text.rejections} description={text.rejectionsHint}>
              <DataTable
                caption={text.rejections}
                columns={rejectionColumns}
                rows={data.rejections}
                rowKey={one => `${one.rule} ${one.field}`}
                empty={<Typography color="textSecondary">{text.noRejections}</Typography>}
              />
            </Section>
            <Section title={text.events} description={text.eventsHint}>
              <DataTable
                caption={text.events}
                columns={eventColumns}
                rows={[...data.events].reverse()}
                rowKey={event => event.eventId}
                empty={<EmptyState title={text.waiting} body={text.waitingBody} />}
              />
            </Section>
          </>
        )}
      </QueryView>
    </ProductFrame>
  );
}
