import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { DataTable, ErrorPanel, Section, When, type Column } from '@netcrab/ui';
import type { LiveEvent, LiveRejection } from '@netcrab/plugin-telemetry/contract';
import { useLiveEvents } from '../api';
import { useOwnKey } from '../factsOfReader';
import { messages } from '../messages';

const text = messages.live;

const eventColumns: Column<LiveEvent>[] = [
  { id: 'event', header: text.event, primary: true, cell: event => event.name ?? event.eventType },
  { id: 'screen', header: text.screen, cell: event => event.screenId },
  { id: 'element', header: text.element, cell: event => event.elementType ?? '–' },
  { id: 'task', header: text.task, cell: event => event.taskId ?? '–' },
  { id: 'at', header: text.at, align: 'right', cell: event => <When at={event.receivedAt} /> },
];

const refusalColumns: Column<LiveRejection>[] = [
  { id: 'field', header: text.field, primary: true, cell: refusal => <code>{refusal.field}</code> },
  { id: 'rule', header: text.rule, cell: refusal => refusal.rule },
  { id: 'count', header: text.count, align: 'right', cell: refusal => refusal.count },
];

/** The last step: events of the reader's own product, as they are acknowledged. */
export function LiveStep() {
  const own = useOwnKey();
  const live = useLiveEvents(own?.productId ?? null);
  const events = live.data?.events ?? [];
  const refusals = live.data?.rejections ?? [];
  return (
    <Section id="first-event" title={text.title} variant="card">
      <Stack sx={{ gap: 2 }} role="status">
        {!own && <Typography color="textSecondary">{text.needsKey}</Typography>}
        {own && events.length === 0 && !live.isError && (
          <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center' }}>
            <CircularProgress size={18} aria-hidden />
            <div>
              <Typography>{text.waiting}</Typography>
              <Typography variant="body2" color="textSecondary">
                {text.waitingHelp}
              </Typography>
            </div>
          </Stack>
        )}
        {live.isError && (
          <ErrorPanel error={live.error} title={text.failed} onRetry={() => void live.refetch()} />
        )}
        {events.length > 0 && <Typography sx={{ fontWeight: 640 }}>{text.arrived(events.length)}</Typography>}
      </Stack>
      {events.length > 0 && own && (
        <Stack sx={{ gap: 2, mt: 2 }}>
          <DataTable
            caption={text.caption}
            columns={eventColumns}
            rows={events}
            rowKey={event => event.eventId}
          />
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
            <Button variant="contained" href={`/app/insights?productId=${encodeURIComponent(own.productId)}`}>
              {text.insights}
            </Button>
            <Button href={`/settings/products/${encodeURIComponent(own.productId)}`}>{text.quality}</Button>
          </Stack>
        </Stack>
      )}
      {refusals.length > 0 && (
        <Section title={text.refused}>
          <DataTable
            caption={text.refused}
            columns={refusalColumns}
            rows={refusals}
            rowKey={({ rule, field }) => `${rule} ${field}`}
          />
        </Section>
      )}
    </Section>
  );
}
