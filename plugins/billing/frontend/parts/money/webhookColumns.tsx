import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { StatusChip, When, type Column } from '@netcrab/ui';
import type { WebhookEventView } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { webhookStateNames } from '../../moneyNames';

const text = moneyMessages.webhooks;

export const webhookColumns = (
  onReplay: ((event: WebhookEventView) => void) | null,
): Column<WebhookEventView>[] => [
  {
    id: 'type',
    header: text.columns.type,
    primary: true,
    skeletonWidth: 200,
    cell: event => (
      <>
        {event.type}
        <Typography variant="caption" component="div" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {[event.id, event.objectId, event.account].filter(Boolean).join(' · ')}
        </Typography>
      </>
    ),
  },
  {
    id: 'state',
    header: text.columns.state,
    skeletonWidth: 80,
    cell: event => (
      <>
        <StatusChip {...webhookStateNames[event.state]} />
        {event.error && (
          <Typography
            variant="caption"
            component="div"
            color="textSecondary"
            sx={{ mt: 0.5, maxWidth: '44ch' }}
          >
            {event.error}
          </Typography>
        )}
        {event.state === 'received' && event.nextAttemptAt !== null && (
          <Typography variant="caption" component="div" color="textSecondary">
            {text.next} <When at={event.nextAttemptAt} />
          </Typography>
        )}
      </>
    ),
  },
  { id: 'attempts', header: text.columns.attempts, align: 'right', cell: event => event.attempts },
  { id: 'at', header: text.columns.at, cell: event => <When at={event.happenedAt} mode="datetime" /> },
  { id: 'received', header: text.columns.received, cell: event => <When at={event.receivedAt} /> },
  { id: 'source', header: text.columns.source, cell: event => text.sources[event.source] },
  {
    id: 'replay',
    header: text.columns.replay,
    hideHeader: true,
    align: 'right',
    cell: event =>
      onReplay && (
        <Button
          size="small"
          onClick={() => onReplay(event)}
          aria-label={`${text.replay}: ${event.type}, ${event.id}`}
        >
          {text.replay}
        </Button>
      ),
  },
];
