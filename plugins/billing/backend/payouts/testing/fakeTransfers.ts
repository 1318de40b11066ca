import type Stripe from 'stripe';

/** The part of Stripe that pays sellers, in memory: accounts and transfers, with idempotency keys. */
export class FakeTransfers {
  readonly accounts = new Map<string, Stripe.Account>();
  readonly transfers: Stripe.Transfer[] = [];
  private readonly byKey = new Map<string, { params: string; transfer: Stripe.Transfer }>();
  /** Called at each step of a call, so that a test can break it off there. */
  at: (step: string) => void = () => undefined;
  refuse: string | null = null;

  account(id: string, parts: Partial<Stripe.Account> = {}): void {
    this.accounts.set(id, {
      id,
      payouts_enabled: true,
      details_submitted: true,
      capabilities: { transfers: 'active' },
      country: 'US',
      default_currency: 'usd',
      ...parts,
    } as Stripe.Account);
  }

  private create(params: Stripe.TransferCreateParams, key: string): Stripe.Transfer {
    const content = JSON.stringify(params);
    const known = this.byKey.get(key);
    if (known) {
      if (known.params !== content)
        throw Object.assign(
          new Error('Keys for idempotent requests can only be used with the same parameters'),
          {
            type: 'StripeIdempotencyError',
          },
        );
      return known.transfer;
    }
    if (this.refuse) throw Object.assign(new Error(this.refuse), { type: 'StripeInvalidRequestError' });
    const transfer = {
      id: `tr_${this.transfers.length + 1}`,
      amount: params.amount,
      currency: params.currency,
      destination: params.destination,
      transfer_group: params.transfer_group,
      amount_reversed: 0,
      reversed: false,
    } as Stripe.Transfer;
    this.transfers.unshift(transfer);
    this.byKey.set(key, { params: content, transfer });
    return transfer;
  }

  readonly client = {
    accounts: {
      retrieve: async (id: string) => this.accounts.get(id),
    },
    transfers: {
      list: async ({ transfer_group: group }: Stripe.TransferListParams) => {
        this.at('transfers.list');
        return { data: this.transfers.filter(transfer => transfer.transfer_group === group) };
      },
      retrieve: async (id: string) => this.transfers.find(transfer => transfer.id === id),
      create: async (params: Stripe.TransferCreateParams, { idempotencyKey }: { idempotencyKey: string }) => {
        this.at('before transfers.create');
        const made = this.create(params, idempotencyKey);
        this.at('after transfers.create');
        return made;
      },
    },
  } as unknown as Stripe;
}
