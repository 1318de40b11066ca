import Button from '@mui/material/Button';
import { StatusChip, When, type Column } from '@netcrab/ui';
import type { WebhookEventView } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { webhookStateNames } from '../../moneyNames';
import { Beneath } from '../Beneath';

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
      <div>
        {event.type}
        <Beneath>{[event.id, event.objectId, event.account].filter(Boolean).join(' · ')}</Beneath>
      </div>
    ),
  },
  {
    id: 'state',
    header: text.columns.state,
    skeletonWidth: 80,
    cell: event => (
      <div>
        <StatusChip {...webhookStateNames[event.state]} />
        {event.error && <Beneath>{event.error}</Beneath>}
        {event.state === 'received' && event.nextAttemptAt !== null && (
          <Beneath>
            {text.next} <When at={event.nextAttemptAt} />
          </Beneath>
        )}
      </div>
    ),
  },
  { id: 'attempts', header: text.columns.attempts, align: 'right', cell: event => event.attempts },
  {
    id: 'at',
    header: text.columns.at,
    cell: event => (
      <div>
        <When at={event.happenedAt} mode="datetime" />
        <Beneath>
          {text.received} <When at={event.receivedAt} /> {text.sources[event.source]}
        </Beneath>
      </div>
    ),
  },
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
