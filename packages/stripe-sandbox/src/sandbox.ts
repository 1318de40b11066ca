import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { createCallAnswerer } from './api/answerCall';
import { createIdempotencyKeys } from './api/idempotency';
import { createRoutes } from './api/routes';
import { runDue } from './billing/engine';
import { defaultTaxRates } from './billing/tax';
import { createClock } from './clock';
import { type StripeSandbox, type StripeSandboxOptions } from './options';
import { describedApi } from './parameters/describedApi';
import { createSite } from './pages/serveSite';
import { createRandom } from './random';
import { listen } from './listen';
import { createSandboxServer } from './server';
import { createBalances } from './state/balances';
import { openDatabase } from './state/database';
import { createIds, seededText } from './state/ids';
import { createSettings } from './state/settings';
import { createStore } from './state/store';
import { createDeliveries } from './webhooks/deliveries';
import { configureEndpoints } from './webhooks/endpoints';
import { createFaults } from './webhooks/faults';
import { type CallOrigin, createEmit, type World } from './world';

/** How often a sandbox that delivers by itself looks for what is due. */
const tickMs = 1000;

/** What test helpers reach beyond the public surface. */
export interface OpenSandbox extends StripeSandbox {
  /** Works on the state as Stripe itself would, in one transaction. */
  act<T>(work: (world: World) => T): T;
}

export async function startSandbox(options: StripeSandboxOptions): Promise<OpenSandbox> {
  const { seed = 1, host = '127.0.0.1', delivery = 'automatic' } = options;
  const secretKey = options.secretKey ?? `sk_test_${seededText(`secret ${seed}`, 24)}`;
  const database = openDatabase(options.databaseFile);
  const settings = createSettings(database);
  const clock = createClock(options.clock ?? Date.now, settings);
  const store = createStore(database);
  const newId = createIds(seed, settings);
  const faults = createFaults(createRandom(seed));
  const deliveries = createDeliveries({ database, store, clock, faults });
  let origin: CallOrigin | undefined;
  let address = options.publicUrl ?? '';

  const transaction = <T>(work: () => T): T => database.transaction(work).immediate();
  const world: World = {
    store,
    balances: createBalances(database),
    clock,
    newId,
    pageUrl: path => `${address}${path}`,
    taxRates: options.taxRates ?? defaultTaxRates,
    emit: createEmit({ store, clock, newId }, deliveries, () => origin),
    during(call, work) {
      origin = call;
      try {
        return work();
      } finally {
        origin = undefined;
      }
    },
    preview(work) {
      let answer: { of: ReturnType<typeof work> } | undefined;
      const undo = new Error('undo');
      try {
        database.transaction(() => {
          answer = { of: work() };
          throw undo;
        })();
      } catch (error) {
        if (error !== undo) throw error;
      }
      if (!answer) throw undo;
      return answer.of;
    },
  };
  const catchUp = () => {
    const now = clock.now();
    if (store.nextDue(now)) transaction(() => runDue(world, now));
  };

  const advanceTo = (at: number) => {
    clock.moveTo(at);
    runDue(world, clock.now());
  };
  const act = <T>(work: (world: World) => T): T => {
    catchUp();
    return transaction(() => work(world));
  };

  const logged = database.prepare(
    'INSERT INTO requests (id, at, method, path, status, note) VALUES (?, ?, ?, ?, ?, ?)',
  );
  let requests = 0;
  const calls = createCallAnswerer({
    world,
    findRoute: createRoutes(describedApi()),
    secretKey,
    keys: createIdempotencyKeys(database, clock.now),
    transaction,
  });
  const server = createSandboxServer({
    calls,
    faults,
    catchUp,
    newRequestId: () => `req_${seededText(`request ${seed}:${clock.base()}:${(requests += 1)}`, 14)}`,
    page: createSite(act, { database, deliveries, faults, advanceTo: at => advanceTo(at.getTime()) }),
    log({ id, method, path }, status, note = '') {
      logged.run(id, clock.now(), method, path, status, note);
    },
    answered: () => send(),
  });
  await listen(server, host, options.port ?? 0, settings).catch((error: unknown) => {
    database.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${host}:${port}`;
  address ||= url;
  transaction(() =>
    configureEndpoints(
      world,
      options.webhooks.map(target => ({ connect: false, ...target })),
    ),
  );

  const send = () => {
    if (delivery === 'automatic') void deliveries.deliver();
  };
  const tick = () => {
    try {
      catchUp();
    } catch (error) {
      // Seen on the page of controls; whoever runs the sandbox in their process keeps running.
      logged.run('', clock.now(), 'CLOCK', '', 500, String(error));
    }
    send();
  };
  const ticking = delivery === 'automatic' ? setInterval(tick, tickMs).unref() : undefined;

  return {
    url,
    secretKey,
    publishableKey: `pk_test_${seededText(`publishable ${seed}`, 24)}`,
    clientConfig: { host, port, protocol: 'http' },
    faults,
    now: clock.now,
    advance(by) {
      transaction(() => advanceTo(typeof by === 'number' ? clock.now() + by : by.getTime()));
      send();
    },
    async deliver(how) {
      catchUp();
      await deliveries.deliver(how);
    },
    resend(event) {
      deliveries.resend(event);
      send();
    },
    act,
    async close() {
      clearInterval(ticking);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await deliveries.stop();
      database.close();
    },
  };
}
