import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header of a payload, sent at a time in epoch milliseconds. */
export function signatureOf(payload: string, secret: string, at: number): string {
  const timestamp = Math.floor(at / 1000);
  const mac = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${mac}`;
}
