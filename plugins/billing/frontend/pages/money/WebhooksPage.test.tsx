import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { WebhookEventView } from '../../../contract';
import WebhooksPage from './WebhooksPage';
import { admin, moneyServer, paged, sent, show, takes } from '../../testing/money';

const event: WebhookEventView = {
  id: 'evt_1',
  endpoint: 'platform',
  account: null,
  type: 'invoice.paid',
  objectId: 'in_1',
  source: 'webhook',
  state: 'failed',
  attempts: 5,
  error: 'Stripe does not answer.',
  happenedAt: 0,
  receivedAt: 0,
  processedAt: null,
  nextAttemptAt: null,
};
moneyServer(
  http.get(`${admin}/webhooks`, () =>
    HttpResponse.json({
      events: [event],
      ...paged,
      counts: { received: 0, processed: 0, ignored: 0, failed: 1 },
    }),
  ),
  http.post(`${admin}/webhooks/:id/replay`, takes({ ...event, state: 'processed' })),
);

it('replays a failed event', async () => {
  const user = show(<WebhooksPage />);
  expect(await screen.findByText('Stripe does not answer.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Replay: invoice.paid, evt_1' }));
  expect(await screen.findByText('invoice.paid was processed again.')).toBeInTheDocument();
  expect(sent).toEqual([{ id: 'evt_1' }]);
});
