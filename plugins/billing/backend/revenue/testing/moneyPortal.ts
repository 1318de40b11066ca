import { asId, core, createBackendPlugin, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { startTestPortal } from '@netcrab/backend/testing';
import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import { migrations } from '../../../migrations';
import { createLedger } from '../../ledger/ledger';
import type { Closing } from '../closeMonth';
import { monthOf } from '../months';
import { createRateStore } from '../rates';
import { createRecognise } from '../recognise';

/** Contributions by month, pack and org, as pack-builder would count them. */
export class FakeContributions {
  readonly counts = new Map<string, Map<string, number>>();
  constructor(readonly packIds: readonly string[]) {}

  set(month: string, packId: string, counts: Readonly<Record<string, number>>): void {
    this.counts.set(`${month} ${packId}`, new Map(Object.entries(counts)));
  }
  get = (packId: string): PublishedPack | null => {
    if (!this.packIds.includes(packId)) return null;
    const definition = { metadata: { title: `Pack ${packId}` }, spec: { kind: 'ux_benchmarks' } };
    return { packId, definition, versions: [], latest: null, report: null } as never;
  };
  list = () => this.packIds.flatMap(packId => this.get(packId) ?? []);
  contributions = async (month: string, packId?: PackId) =>
    this.packIds
      .filter(one => packId === undefined || one === packId)
      .flatMap(one =>
        [...(this.counts.get(`${month} ${one}`) ?? [])].map(([orgId, sessions]) => {
          return { packId: asId<PackId>(one), orgId: asId<OrgId>(orgId), sessions };
        }),
      );
}

const tables = createBackendPlugin({
  id: 'billing',
  needs: { database: core.database },
  migrations,
  start: () => undefined,
});

/** The ledger and the month close on a real database, and money that comes and goes. */
export async function startMoneyPortal(kind: 'sqlite' | 'pg', packIds: readonly string[] = ['a', 'b']) {
  const clock = testClock('2026-11-10T12:00:00Z');
  const portal = await startTestPortal({ database: kind, plugins: [tables], clock });
  const { database, audit } = portal.core;
  const ids = testIds('money');
  const ledger = createLedger({ clock, ids });
  const packs = new FakeContributions(packIds);
  const recognise = createRecognise(database);
  const closing: Closing = { database, clock, ledger, audit, packs, rates: createRateStore(3_000) };
  let count = 0;
  return {
    portal,
    clock,
    ids,
    database,
    audit,
    ledger,
    packs,
    closing,
    recognise,
    /** Money for packs' months; negative amounts go back to the buyer. */
    async money(
      cells: ReadonlyArray<readonly [packId: string, month: string, amount: bigint]>,
      { currency = 'usd', kind = 'payment', key = `money:${count++}` } = {},
    ): Promise<string> {
      const total = cells.reduce((sum, [, , amount]) => sum + amount, 0n);
      await database.transaction(async trx => {
        const entries = await recognise(
          trx,
          cells.map(([packId, month, amount]) => ({ packId, month, currency, amount })),
        );
        if (total !== 0n) entries.push({ account: 'stripe_clearing', currency, amount: total });
        await ledger.post(trx, {
          key,
          kind,
          effectiveAt: clock.now(),
          description: `Of ${monthOf(clock.now())}`,
          reference: { payment: key },
          entries,
        });
      });
      return key;
    },
    /** Balances by account, and by org where it has one: `{ 'seller_payable acme': -70n }`. */
    async balances(): Promise<Record<string, bigint>> {
      const found: Record<string, bigint> = {};
      for (const { account, orgId, balance } of await ledger.balances(database.knex, {})) {
        const name = orgId ? `${account} ${orgId}` : account;
        found[name] = (found[name] ?? 0n) + balance;
      }
      return Object.fromEntries(Object.entries(found).filter(([, balance]) => balance !== 0n));
    },
    stop: () => portal.stop(),
  };
}

export type MoneyPortal = Awaited<ReturnType<typeof startMoneyPortal>>;
