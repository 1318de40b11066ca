import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Amount, CopyButton, Section, When, type Tone } from '@netcrab/ui';
import type { ComponentType, ReactNode } from 'react';
import type { OrderState, OrderView } from '../../../contract';
import { leftCheckout as leftText, orderMessages as text, orderStates } from '../../purchaseMessages';
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
      <Facts order={order} />
    </Stack>
  );
}

function Facts({ order }: { order: OrderView }) {
  const { id, kind, packs, price, createdAt, expiresAt, state } = order;
  return (
    <Section variant="card">
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          gap: '10px 24px',
          gridTemplateColumns: { xs: '1fr', sm: 'max-content minmax(0, 1fr)' },
          typography: 'body2',
          '& dt': { color: 'text.secondary' },
          '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
        }}
      >
        {packs.length > 0 && <Fact name={text.packs}>{packs.map(pack => pack.title).join(', ')}</Fact>}
        <Fact name={text.price}>
          <Amount {...price} /> {kind === 'subscription' && text.perMonth}
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
      </Box>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
