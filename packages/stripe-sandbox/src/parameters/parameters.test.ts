import Stripe from 'stripe';
import { operations } from '../api/operations';
import { apiVersion } from '../world';
import { describedApi } from './describedApi';

const described = describedApi();

test('what is known of parameters is of the installed SDK, which speaks the sandbox’s version', () => {
  expect(described.version).toBe(Stripe.PACKAGE_VERSION);
  expect(apiVersion).toBe(Stripe.API_VERSION);
});

test('every operation that is described is answered, and no other', () => {
  expect(Object.keys(operations).sort()).toEqual(Object.keys(described.operations).sort());
});

test('names, nesting, kinds and what is required come from the types', () => {
  expect(described.operations['Transfers.create']).toMatchObject({
    method: 'POST',
    path: '/v1/transfers',
    params: {
      required: ['currency', 'destination'],
      fields: { amount: { scalars: ['number'] }, metadata: { values: {} }, expand: { items: {} } },
    },
  });
  expect(described.operations['Subscriptions.update']).toMatchObject({
    path: '/v1/subscriptions/:id',
    params: { fields: { items: { items: { fields: { price: { scalars: ['string'] } } } } } },
  });
  // Periods and anchors moved in this version; what was before them is unknown.
  expect(described.operations['Checkout/Sessions.create']?.params.fields).not.toHaveProperty(
    'payment_method_types',
  );
});
