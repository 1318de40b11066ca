import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endPrograms, start } from './support/program';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'netcrab-stripe-'))));
afterEach(async () => {
  await endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

/** As docs/operate.md has it: in production, by the environment alone. */
const run = (args: readonly string[], secrets: Readonly<Record<string, string>> = {}) =>
  start(['scripts/run.mjs', ...args], {
    NODE_ENV: 'production',
    NETCRAB_CONFIG_dataDir: folder,
    STRIPE_SECRET_KEY: 'sk_test_of_nobody',
    ...secrets,
  });

describe('A key of Stripe', () => {
  it.each(['STRIPE_WEBHOOK_SECRET', 'STRIPE_CONNECT_WEBHOOK_SECRET'])(
    'with %s alone starts no portal: it takes both secrets',
    async name => {
      const portal = run(['start', '--port', '0'], { [name]: 'whsec_one' });
      expect(await portal.ended).toBe(1);
      expect(portal.stderr).toMatch(/ebhookSecret: is empty, so that nobody could tell .* from forged ones/);
    },
  );

  it('is looked at by stripe:check, which makes the secrets, before they are there', async () => {
    const check = run(['stripe-check', '--url', 'nowhere']);
    expect(await check.ended).toBe(2);
    expect(check.stderr).toBe(
      '--url is missing or no address: give the portal’s public address, such as https://portal.example.com.\n',
    );
  });
});
