import { telemetryEndpoints, telemetryRef, type WireEvent } from '../../contract';
import { wireEventAt } from './arbitraryEvent';
import { batchOf } from './crashEvents';
import { dataDigest, tracesOf } from './dataDigest';
import { startTelemetryPortal, type TelemetryPortal } from './telemetryPortal';

/** What is deleted: a user, whose sessions these are, or the product they work with. */
export const gone = { user: 'user_0003', sessions: 's3-', product: 'crm' } as const;
export type Scope = 'user' | 'product';
export type Mode = 'fill' | 'fill-others' | 'delete' | 'finish';

const say = (line: string) => process.stdout.write(`${line}\n`);
const orgs = ['org_1', 'org_2'] as const;

/** Named tasks and inferred ones, of two products and two organisations. */
const eventsOf = (from: number, to: number): WireEvent[] =>
  Array.from({ length: to - from }, (_, n) => batchOf(from + n)).flat();
const ofProduct = (events: readonly WireEvent[], productId: string): WireEvent[] =>
  events.flatMap((event, n) => {
    const named = event.name === 'task_started' || event.name === 'task_completed';
    const other = wireEventAt(0, 0x10_0000 + n).eventId;
    return named ? [] : [{ ...event, productId, eventId: `${event.eventId.slice(0, 24)}${other.slice(24)}` }];
  });

async function fill(portal: TelemetryPortal, isKept: (org: string, event: WireEvent) => boolean) {
  for (const org of orgs) {
    const key = await portal.key(org);
    const events = eventsOf(0, 30);
    for (const product of [events, ofProduct(events, 'desk')])
      await portal.send(
        key,
        product.filter(event => isKept(org, event)),
      );
  }
}

/** Whether anything of what was deleted is there: in any table, or among the last events. */
async function traces(portal: TelemetryPortal, scope: Scope): Promise<number> {
  const { events } = await portal
    .client(telemetryEndpoints, { as: { orgId: 'org_1', roles: ['seller_admin'] } })
    .live({ query: { productId: gone.product } });
  const live = events.filter(event => scope === 'product' || event.userHash === gone.user);
  return live.length + (await tracesOf(portal.core, 'org_1', gone, scope));
}

/**
 * `fill` makes everybody's data, `fill-others` that of those who stay. `delete` sends more, asks for the deletion while
 * that still waits in the log, and tells when the request is taken; `finish` only goes on with it. Both end by telling the
 * proof and what is there. Meant to be killed at any moment in between.
 */
async function main([dataDir = '', mode, scope = 'user']: readonly string[]): Promise<void> {
  const portal = await startTelemetryPortal({
    dataDir,
    config: { processing: { settleMs: 0, baselineRuns: 5 } },
  });
  const client = portal.client(telemetryEndpoints, { as: { orgId: 'org_1', roles: ['seller_admin'] } });
  const settled = () => portal.service(telemetryRef).caughtUp();
  const isGone = (org: string, event: WireEvent) =>
    org === 'org_1' &&
    event.productId === gone.product &&
    (scope === 'product' || event.userHash === gone.user);
  const params = { productId: gone.product };
  if (mode === 'fill') await fill(portal, () => true);
  if (mode === 'fill-others') await fill(portal, (org, event) => !isGone(org, event));
  if (mode === 'fill' || mode === 'fill-others') await settled();
  const more = eventsOf(30, 40);
  const key = await portal.key('org_1');
  if (mode === 'fill-others')
    await portal.send(
      key,
      more.filter(event => !isGone('org_1', event)),
    );
  if (mode === 'delete') {
    await portal.send(key, more);
    const body = scope === 'user' ? { userHash: gone.user } : {};
    const { id } = await client.requestDeletion({ params, body });
    say(`requested ${id}`);
  }
  if (mode === 'delete' || mode === 'finish') {
    for (;;) {
      const { deletions } = await client.listDeletions({ params });
      if (deletions.length > 0 && deletions.every(({ state }) => state === 'done')) break;
    }
    say('done');
  }
  await settled();
  if (mode !== 'fill') {
    const { deletions } = await client.listDeletions({ params });
    const trail = await portal.core.audit.search({ orgId: 'org_1', target: gone.product });
    const report = {
      deletions,
      audited: trail.map(({ action, after }) => ({ action, after })),
      intact: (await portal.core.audit.verify()) === null,
      traces: await traces(portal, scope as Scope),
      digest: await dataDigest(portal.core.warehouse),
    };
    say(`report ${JSON.stringify(report)}`);
  }
  await portal.stop();
}

void main(process.argv.slice(2));
