import Skeleton from '@mui/material/Skeleton';
import { announce, Page, QueryView, StatusChip, useUrlState } from '@netcrab/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useParams } from 'react-router';
import { z } from 'zod';
import type { OrderState } from '../../../contract';
import { subscriptionsPath } from '../../buying';
import { useOrder } from '../../checkoutApi';
import { OrderDetail } from '../../parts/order/OrderDetail';
import { SandboxNotice } from '../../parts/SandboxNotice';
import { orderMessages as text, orderStates } from '../../purchaseMessages';

/** The payment page's way back says so in the address; how the order stands, the server says. */
const urlState = z.object({ checkout: z.literal('left').nullable().default(null) });
const crumbs = [{ label: text.crumb, to: subscriptionsPath }];

/** Where the payment page returns to. It believes the server alone, so that reloading it does nothing. */
export default function OrderPage() {
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  const [{ checkout }] = useUrlState(urlState);
  useChangeOf(order.data?.state);
  const state = order.data && orderStates[order.data.state];
  return (
    <Page
      title={order.data?.title ?? text.title}
      crumbs={crumbs}
      actions={state && <StatusChip tone={state.tone} label={state.label} />}
    >
      <SandboxNotice />
      <QueryView
        query={order}
        errorTitle={text.loadFailed}
        skeleton={<Skeleton variant="rounded" height={220} />}
      >
        {data => <OrderDetail order={data} leftCheckout={checkout === 'left'} />}
      </QueryView>
    </Page>
  );
}

/** Says how the order stands, first and whenever that changes; what it opens is asked for again. */
function useChangeOf(state: OrderState | undefined) {
  const queries = useQueryClient();
  const said = useRef<OrderState>(undefined);
  useEffect(() => {
    if (state === undefined || said.current === state) return;
    const changed = said.current !== undefined;
    said.current = state;
    announce(orderStates[state].announcement);
    if (!changed && state !== 'paid') return;
    void queries.invalidateQueries({ queryKey: ['billing', 'subscriptions'] });
    void queries.invalidateQueries({ queryKey: ['my-packs'] });
  }, [state, queries]);
}
