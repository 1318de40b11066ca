import type { StripeSandbox } from '@netcrab/stripe-sandbox';

/** A sandbox that runs in another process. */
export function remoteSandbox(port: number, secretKey: string): StripeSandbox {
  const elsewhere = (): never => {
    throw new Error('The sandbox is in another process’s hands');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    secretKey,
    publishableKey: '',
    clientConfig: { host: '127.0.0.1', port, protocol: 'http' },
    faults: {
      current: {
        dropEvents: 0,
        repeatEvents: 0,
        delayEvents: 0,
        delayMs: 0,
        reorderEvents: 0,
        failCalls: [],
      },
      set: elsewhere,
      clear: elsewhere,
      strike: elsewhere,
      delivery: elsewhere,
    },
    now: elsewhere,
    advance: elsewhere,
    deliver: elsewhere,
    resend: elsewhere,
    close: async () => undefined,
  };
}
