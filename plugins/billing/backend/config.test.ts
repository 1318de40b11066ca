import { billingConfig } from './config';

const secretKey = 'sk_live_x';
const both = { secretKey, webhookSecret: 'whsec_a', connectWebhookSecret: 'whsec_b' };

it.each(['webhookSecret', 'connectWebhookSecret'])('a key is refused while %s is empty, or blank', name => {
  for (const value of [undefined, '', ' ', '\n'])
    expect(billingConfig.safeParse({ stripe: { ...both, [name]: value } }).error?.issues).toMatchObject([
      { path: ['stripe', name], message: expect.stringMatching(/^is empty/) as string },
    ]);
});

it('takes no taxes unless it is told to, and tells pages which', () => {
  expect(billingConfig.parse({}).stripe.automaticTax).toBe(false);
  const config = billingConfig.parse({ stripe: { ...both, automaticTax: true } });
  expect(billingConfig.shape.stripe.unwrap().shape.automaticTax.meta()).toMatchObject({ frontend: true });
  expect(config.stripe.automaticTax).toBe(true);
});

it('takes secrets without the blanks around them', () => {
  const { stripe } = billingConfig.parse({ stripe: { ...both, webhookSecret: ' whsec_a\n' } });
  expect(stripe.webhookSecret).toBe('whsec_a');
});
