/** An answer in the shape of Stripe's errors. */
export class StripeFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: {
      type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error';
      code?: string;
      decline_code?: string;
      message: string;
      param?: string;
      payment_intent?: unknown;
      charge?: string;
    },
  ) {
    super(body.message);
  }
}

/** A request that Stripe would refuse with 400. */
export function invalidRequest(message: string, details: { code?: string; param?: string } = {}) {
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...details });
}

/** The object does not exist: 404 when it is the one of the path, 400 when a parameter names it. */
export function missing(noun: string, id: string, param = 'id') {
  return new StripeFailure(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param,
  });
}
