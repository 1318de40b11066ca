import WebhookIcon from '@mui/icons-material/WebhookOutlined';
import { useCan } from '@netcrab/plugin-api/frontend';
import {
  ChoiceField,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  QueryView,
  useToast,
  useUrlState,
} from '@netcrab/ui';
import { z } from 'zod';
import { manageMoney, webhookEventStates } from '../../../contract';
import { useReplay, useWebhooks } from '../../moneyApi';
import { MoneyPage } from '../../parts/money/MoneyPage';
import { moneyMessages } from '../../moneyMessages';
import { webhookStateNames } from '../../moneyNames';
import { webhookColumns } from '../../parts/money/webhookColumns';

const text = moneyMessages.webhooks;
const urlState = z.object({
  state: z
    .enum(['', ...webhookEventStates])
    .catch('')
    .default(''),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});

export default function WebhooksPage() {
  const [{ state, page }, setUrl] = useUrlState(urlState);
  const events = useWebhooks({ state: state || undefined, page });
  const replay = useReplay();
  const toast = useToast();
  const mayReplay = useCan(manageMoney);
  const columns = webhookColumns(
    mayReplay
      ? ({ id, type }) =>
          replay.mutate(id, {
            onSuccess: done =>
              done.state === 'processed' || done.state === 'ignored'
                ? toast(text.replayed(type), { tone: 'ok' })
                : toast(text.replayFailed(type), { tone: 'bad' }),
            onError: error => toast(`${text.replayFailed(type)}: ${error.message}`, { tone: 'bad' }),
          })
      : null,
  );
  return (
    <MoneyPage
      text={text}
      actions={
        <ChoiceField
          label={text.state}
          value={state}
          any={text.anyState}
          choices={webhookEventStates.map(value => ({
            value,
            label: `${webhookStateNames[value].label} (${events.data?.counts[value] ?? 0})`,
          }))}
          onChange={next => setUrl({ state: next })}
        />
      }
    >
      <QueryView
        query={events}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={data => data.total === 0}
        empty={<EmptyState icon={<WebhookIcon />} title={text.emptyTitle} body={text.emptyBody} />}
      >
        {({ events: rows, total, pageSize }) => (
          <DataTable
            caption={text.caption}
            columns={columns}
            rows={rows}
            rowKey={event => event.id}
            page={{ page, pageSize, total, onPage: next => setUrl({ page: next }), label: text.caption }}
          />
        )}
      </QueryView>
    </MoneyPage>
  );
}
