import type { Clock, DatabaseService, PackId } from '@netcrab/plugin-api/backend';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import { findFrozenPack, insertFrozenPack } from './closedMonths';
import { countsHash } from './countsHash';
import type { Month } from './months';
import type { RateStore } from './rates';

export interface Freezing {
  readonly database: DatabaseService;
  readonly clock: Clock;
  /** null where pack-builder does not run: nobody contributed. */
  readonly packs: Pick<PacksService, 'get' | 'contributions'> | null;
  readonly rates: RateStore;
}

/**
 * Freezes what a pack's month is shared by: the contributions as counted now and the rates of the month. A pack that
 * is frozen stays as it is, however it is counted later.
 */
export async function freezePack(
  { database, clock, packs, rates }: Freezing,
  month: Month,
  packId: PackId,
): Promise<void> {
  if (await findFrozenPack(database.knex, month, packId)) return;
  const monthRates = await rates.forMonth(database.knex, month);
  const kind = packs?.get(packId)?.definition.spec.kind ?? null;
  const rate = monthRates.ofPack(kind);
  const counted = (await packs?.contributions(month, packId)) ?? [];
  const contributions = counted.map(({ orgId, sessions }) => {
    return { orgId, sessions: BigInt(sessions), rate: monthRates.ofSeller(orgId, kind) };
  });
  const frozen = {
    rate,
    sessions: contributions.reduce((sum, org) => sum + org.sessions, 0n),
    hash: countsHash(packId, month, rate, contributions),
    frozenAt: clock.now(),
  };
  await database.transaction(async trx => {
    if (await findFrozenPack(trx, month, packId)) return;
    await insertFrozenPack(trx, { month, packId }, frozen, contributions);
  });
}
