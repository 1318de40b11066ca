import { NotFoundError, type Handlers, type OrgId } from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import { toMoneyView, type paymentEndpoints, type PaymentView } from '../../../contract';
import type { StripeAccess } from '../../stripe/access';
import { byCaller } from '../../subscriptions/administration';
import type { Converge } from '../../webhooks/converge';
import type { PaymentConvergence } from './convergePayment';
import { amountToRefund, askedAmount, refundedBefore, refundPayment } from './refundPayment';
import type { Payment } from './store';

const pageSize = 25;

export type PaymentHandlerDeps = PaymentConvergence & {
  readonly access: StripeAccess;
  readonly converge: Converge;
  readonly identity: IdentityService;
};

function view(payment: Payment, orgName: string): PaymentView {
  const { id, orgId, invoiceId, orderId, paidAt, currency, portions } = payment;
  const money = (minor: bigint) => toMoneyView(minor, currency);
  return {
    id,
    orgId,
    orgName,
    invoiceId,
    orderId,
    paidAt,
    gross: money(payment.gross),
    tax: money(payment.tax),
    refunded: money(payment.refunded),
    disputed: money(payment.disputed),
    portions: portions.map(({ packId, month, amount }) => ({ packId, month, amount: money(amount) })),
  };
}

export function paymentHandlers(deps: PaymentHandlerDeps): Handlers<typeof paymentEndpoints> {
  const { payments, returns, identity, audit, database } = deps;

  async function namesOf(orgIds: readonly OrgId[]): Promise<(orgId: OrgId) => string> {
    const orgs = await identity.orgs([...new Set(orgIds)]);
    const names = new Map(orgs.map(org => [org.id, org.name]));
    return orgId => names.get(orgId) ?? orgId;
  }

  return {
    async listPayments({ query: { page, ...filter } }) {
      const { found, total } = await payments.search(filter, pageSize, (page - 1) * pageSize);
      const nameOf = await namesOf(found.map(one => one.orgId));
      return { payments: found.map(one => view(one, nameOf(one.orgId))), total, pageSize };
    },

    async refundPayment({ params: { id }, body }, context) {
      const payment = await payments.find(database.knex, id);
      if (!payment) throw new NotFoundError('There is no payment of this id.');
      const { actor, ip, requestId } = byCaller(context, body.reason);
      const request = { key: body.key, asked: askedAmount(payment, body.amount), by: actor.id };
      const nameOf = await namesOf([payment.orgId]);
      // Asked again, it is answered as it was, though nothing be left to refund by now.
      const before = await refundedBefore(deps, payment, request);
      if (before) return view(before, nameOf(payment.orgId));
      const amount = await amountToRefund(deps, payment, request.asked);
      // Before the money moves: whoever asked is known even if nothing after this is.
      await audit.record({
        action: 'money.refund-requested',
        actor,
        orgId: payment.orgId,
        target: { type: 'payment', id },
        after: { amount: String(amount), currency: payment.currency, reason: body.reason },
        ip,
        requestId,
      });
      const after = await refundPayment(deps, payment, amount, request);
      return view(after, nameOf(payment.orgId));
    },

    async listDisputes({ query: { page } }) {
      const { found, total } = await returns.searchDisputes(pageSize, (page - 1) * pageSize);
      const nameOf = await namesOf(found.map(one => one.orgId));
      const disputes = found.map(
        ({ id, paymentId, orgId, status, reason, amount, currency, openedAt, evidenceDueBy, updatedAt }) => ({
          id,
          paymentId,
          orgId,
          orgName: nameOf(orgId),
          status,
          reason,
          amount: toMoneyView(amount, currency),
          openedAt,
          evidenceDueBy,
          updatedAt,
        }),
      );
      return { disputes, total, pageSize };
    },
  };
}
