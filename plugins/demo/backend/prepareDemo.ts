import {
  asId,
  type Clock,
  type EventsService,
  type HostService,
  type OrgId,
  type PackId,
  type ProductId,
  type SchedulerService,
  type SecretsService,
  type WarehouseService,
} from '@netcrab/plugin-api/backend';
import type { BillingTestClock, SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { ContributionsService } from '@netcrab/plugin-contributions/contract';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import type { TelemetryService } from '@netcrab/plugin-telemetry/contract';
import { followBuild } from './followBuild';
import { buyers, createPeople } from './people';
import type { DatabaseProgressStore } from './progressStore';
import { purchasesPlayed } from './purchases/past';
import { playPurchases } from './purchases/playPurchases';
import { soldPacks } from './purchases/script';
import type { SendProgress, SendRequest } from './sending/sendSellers';
import { createSimulation, type SimulatedSeller, type Simulation, type SimulationOptions } from './simulator';

export interface DemoDependencies {
  readonly store: DatabaseProgressStore;
  readonly simulation: Omit<SimulationOptions, 'today'>;
  /** Where this process reaches the portal, and where browsers do. */
  readonly baseUrl: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly host: HostService;
  readonly secrets: SecretsService;
  readonly events: EventsService;
  readonly warehouse: WarehouseService;
  readonly scheduler: SchedulerService;
  readonly identity: IdentityService;
  readonly telemetry: TelemetryService;
  readonly contributions: ContributionsService;
  readonly packs: PacksService;
  /** Absent where billing is off. */
  readonly subscriptions: SubscriptionsService | undefined;
  readonly testClock: BillingTestClock | undefined;
  send(request: SendRequest, progress: SendProgress): Promise<void>;
}

const actor = 'demo';
const keyPurpose = 'demo/ingest-key';
const sellerStep = (orgId: string) => `seller:${orgId}`;
const count = (value: number) => value.toLocaleString('en-US');

/**
 * Fills the portal, once: what is done is noted step by step, so a start after a crash goes on where the last one was.
 * Events that were sent before are recognised and dropped by processing, as anybody's are.
 */
export async function prepareDemo(deps: DemoDependencies): Promise<void> {
  const { store, clock } = deps;
  if (await store.isDone('all')) return;
  // Kept, so that a start after midnight goes on with the same events.
  const options = JSON.parse(
    await store.noted('simulation', () => JSON.stringify({ ...deps.simulation, today: clock.now() })),
  ) as SimulationOptions;
  const simulation = createSimulation(options);

  await createSellers(deps, simulation);
  await createPeople(deps.identity);
  await sendEvents(deps, simulation, options);
  if (!(await store.isDone('opt-ins'))) {
    await awaitProcessing(deps, simulation);
    await optIn(deps, simulation);
    await store.finish('opt-ins');
  }
  await followBuild(deps);
  await buyAndGrant(deps, simulation, options);
  await store.finish('all');
}

/** Why nobody can buy in the past; null where they can. */
function obstacleToPurchases({ baseUrl, publicUrl, testClock, packs }: DemoDependencies): string | null {
  if (!testClock) return 'billing is off';
  // Its cookies are for HTTPS alone, and this process does not come through the proxy.
  if (publicUrl.startsWith('https:') && baseUrl.startsWith('http:')) return 'sign-in needs HTTPS here';
  // A simulation of few sessions leaves packs empty, and those are not sold.
  const empty = soldPacks.find(packId => !packs.get(packId)?.latest?.rows);
  if (empty !== undefined) return `${empty} has no rows`;
  return testClock.obstacle();
}

/** What buyers have: bought in the months behind where that can be, else by contract. */
async function buyAndGrant(
  deps: DemoDependencies,
  simulation: Simulation,
  options: SimulationOptions,
): Promise<void> {
  const { store, host, subscriptions, testClock } = deps;
  const obstacle = obstacleToPurchases(deps);
  if (testClock && obstacle === null) await playPurchases({ ...deps, testClock }, options, simulation);
  const played = await purchasesPlayed(store);
  if (!played) host.announce(`Demo     without purchases and payouts, because ${obstacle}`);
  if (!subscriptions) return;
  for (const { id, contract, buysOnline } of buyers) {
    if (buysOnline && played) continue;
    const packIds = contract.packIds?.map(packId => asId<PackId>(packId)) ?? null;
    const grant = {
      id: `${id}-contract`,
      orgId: asId<OrgId>(id),
      tier: contract.tier,
      packIds,
      endsAt: null,
    };
    await subscriptions.grant({ ...grant, reason: 'Contract of the demo', actor });
  }
}

async function createSellers(
  { store, identity, telemetry }: DemoDependencies,
  { sellers }: Simulation,
): Promise<void> {
  if (await store.isDone('sellers')) return;
  for (const { orgId, name, productId, productName, model } of sellers) {
    await identity.ensureOrg({ id: orgId, name, kind: 'seller' });
    await telemetry.ensureProduct({
      orgId: asId<OrgId>(orgId),
      productId,
      name: productName,
      vertical: model.vertical,
    });
  }
  await store.finish('sellers');
}

async function sendEvents(
  deps: DemoDependencies,
  simulation: Simulation,
  options: SimulationOptions,
): Promise<void> {
  const { store, host, secrets, telemetry } = deps;
  const done = await store.doneOf(sellerStep(''));
  const open = simulation.sellers.filter(({ orgId }) => !done.has(orgId));
  const sealedKey = async ({ orgId }: SimulatedSeller) => {
    const { secret } = await telemetry.createIngestKey({
      orgId: asId<OrgId>(orgId),
      label: 'Demo simulator',
    });
    return secrets.encrypt(keyPurpose, secret);
  };
  const sellers: Array<{ orgId: string; key: string }> = [];
  for (const seller of open) {
    const sealed = await store.noted(sellerStep(seller.orgId), () => sealedKey(seller));
    sellers.push({ orgId: seller.orgId, key: secrets.decrypt(keyPurpose, sealed) });
  }
  if (sellers.length === 0) return;

  const countOf = (some: readonly SimulatedSeller[]) =>
    some.reduce((sum, one) => sum + simulation.countOf(one), 0);
  const total = countOf(simulation.sellers);
  let sent = total - countOf(open);
  const show = () => host.progress(`Demo: ${count(sent)} of ${count(total)} sessions`, sent / total);
  show();
  await deps.send(
    { baseUrl: deps.baseUrl, simulation: options, sellers },
    {
      sent(sessions) {
        sent += sessions;
        show();
      },
      finished: orgId => store.finish(sellerStep(orgId)),
    },
  );
}

const lookEveryMs = 500;

/** Waits until telemetry has made sessions of everything sent, and shows how far it is. */
async function awaitProcessing(
  { telemetry, warehouse, host }: DemoDependencies,
  simulation: Simulation,
): Promise<void> {
  const total = simulation.sellers.reduce((sum, seller) => sum + simulation.countOf(seller), 0);
  const look = async () => {
    const [row] = await warehouse.query<{ sessions: bigint }>(
      'SELECT count(*) AS sessions FROM fact_sessions',
    );
    const processed = Math.min(total, Number(row?.sessions ?? 0));
    host.progress(`Demo: ${count(processed)} of ${count(total)} sessions processed`, processed / total);
  };
  // A look that fails shows nothing; whether processing works is for caughtUp to say.
  const looking = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  await telemetry.caughtUp().finally(() => clearInterval(looking));
}

/** Every product into every pack of its vertical. */
async function optIn({ contributions, packs }: DemoDependencies, { sellers }: Simulation): Promise<void> {
  for (const { orgId, productId, model } of sellers) {
    for (const { packId, definition } of packs.list()) {
      const { vertical } = definition.spec;
      if (vertical !== model.vertical && vertical !== 'ANY') continue;
      const choice = { orgId: asId<OrgId>(orgId), productId: asId<ProductId>(productId), packId };
      await contributions.set({ ...choice, on: true, actor });
    }
  }
}
