import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Amount, CopyButton, Section, When, type Tone } from '@netcrab/ui';
import type { ComponentType } from 'react';
import type { OrderState, OrderView } from '../../../contract';
import { useTaxed } from '../../buying';
import {
  leftCheckout as leftText,
  orderMessages as text,
  orderStates,
  taxMessages,
} from '../../purchaseMessages';
import { Fact, Facts } from '../Facts';
import { AgainActions, PendingActions } from './OrderActions';
import { NextSteps } from './NextSteps';

const severities: Record<Tone, 'success' | 'info' | 'warning' | 'error'> = {
  ok: 'success',
  info: 'info',
  muted: 'info',
  warn: 'warning',
  bad: 'error',
};

const actions: Record<OrderState, ComponentType<{ order: OrderView }> | null> = {
  pending: PendingActions,
  paid: null,
  failed: AgainActions,
  expired: AgainActions,
  canceled: AgainActions,
  refunded: null,
};

/** What has become of the order, what that means, and what to do next. */
export function OrderDetail({ order, leftCheckout }: { order: OrderView; leftCheckout: boolean }) {
  const { tone } = orderStates[order.state];
  const pending = order.state === 'pending';
  const left = pending && leftCheckout && order.checkoutUrl !== null;
  const { title, body } = left ? leftText : orderStates[order.state];
  const Actions = actions[order.state];
  return (
    <Stack sx={{ gap: 4 }}>
      <Alert
        severity={severities[tone]}
        icon={pending && !left ? <CircularProgress size={20} color="inherit" aria-hidden /> : undefined}
        sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}
      >
        <AlertTitle>{title}</AlertTitle>
        {order.message && <Typography variant="body2">{order.message}</Typography>}
        <Typography variant="body2">{body}</Typography>
        {Actions && <Actions order={order} />}
      </Alert>
      {order.state === 'paid' && <NextSteps order={order} />}
      <OrderFacts order={order} />
    </Stack>
  );
}

function OrderFacts({ order }: { order: OrderView }) {
  const { id, kind, packs, price, createdAt, expiresAt, state } = order;
  const taxed = useTaxed();
  return (
    <Section variant="card">
      <Facts>
        {packs.length > 0 && <Fact name={text.packs}>{packs.map(pack => pack.title).join(', ')}</Fact>}
        <Fact name={text.price}>
          <Amount {...price} /> {kind === 'subscription' && text.perMonth + (taxed ? taxMessages.before : '')}
        </Fact>
        <Fact name={text.since}>
          <When at={createdAt} />
        </Fact>
        {state === 'pending' && expiresAt !== null && (
          <Fact name={text.expires}>
            <When at={expiresAt} />
          </Fact>
        )}
        <Fact name={text.number}>
          <code>{id}</code> <CopyButton text={id} label={text.copyNumber} />
        </Fact>
      </Facts>
    </Section>
  );
}
