import { ConflictError, type AuditActor, type AuditService, type PackId } from '@netcrab/plugin-api/backend';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import type { Knex } from 'knex';
import type { Ledger } from '../ledger/ledger';
import type { Entry } from '../ledger/posting';
import {
  closedMonths,
  findClosedPack,
  findFrozenPack,
  firstOpenMonth,
  frozenContributions,
  insertClosedMonth,
  insertClosedPack,
  monthClosedAt,
} from './closedMonths';
import { freezePack, type Freezing } from './freeze';
import { lockForClose } from './monthLock';
import { addMonths, monthEnd, type Month } from './months';
import { monthCloseKind } from './postingKinds';
import { shareRevenue, type RevenueSplit } from './share';

export interface Closing extends Freezing {
  readonly packs: Pick<PacksService, 'get' | 'contributions' | 'list'> | null;
  readonly ledger: Ledger;
  readonly audit: AuditService;
}

interface OpenCell {
  readonly packId: PackId;
  readonly month: Month;
  readonly currency: string;
}

/** Told after each step; `fraction` is 0 to 1. */
export type Progress = (fraction: number, message: string) => void;

export const closeKey = ({ packId, month, currency }: OpenCell) => `close:${packId}:${month}:${currency}`;

function closingEntries(cell: OpenCell, base: bigint, split: RevenueSplit): Entry[] {
  const { packId, month, currency } = cell;
  const line = { packId, month, currency };
  const entries: Entry[] = [
    { ...line, account: 'deferred_revenue', amount: base },
    { ...line, account: 'platform_fee', amount: -split.fee },
    { ...line, account: 'seller_pool', amount: -split.pool },
    { ...line, account: 'seller_pool', amount: split.pool },
    { ...line, account: 'unallocated', amount: -split.unallocated },
  ];
  for (const [orgId, share] of split.shares)
    entries.push({ ...line, account: 'seller_payable', orgId: orgId as Entry['orgId'], amount: -share });
  return entries.filter(({ amount }) => amount !== 0n);
}

/** One pack's month in one currency, in one transaction: closed whole or not at all, and once. */
async function closePack(closing: Closing, cell: OpenCell, actor: AuditActor): Promise<void> {
  const { database, clock, ledger, audit } = closing;
  const { packId, month, currency } = cell;
  await freezePack(closing, month, packId);
  await database.transaction(async trx => {
    await lockForClose(trx, database.dialect);
    if (await findClosedPack(trx, packId, month, currency)) return;
    const frozen = await findFrozenPack(trx, month, packId);
    if (!frozen) throw new Error(`The counts of ${packId} in ${month} were not frozen`);
    const [deferred] = await ledger.balances(trx, { account: 'deferred_revenue', packId, month, currency });
    const base = -(deferred?.balance ?? 0n);
    if (base === 0n) return;
    const split = shareRevenue(base, frozen.rate, await frozenContributions(trx, month, packId));
    const now = clock.now();
    // A month's statement holds what is effective within it, and the next one opens with its close. Once it or a later
    // month is closed, the pack is late: it counts now.
    const openFrom = await firstOpenMonth(trx);
    const late = openFrom !== null && month < openFrom;
    await ledger.post(trx, {
      key: closeKey(cell),
      kind: monthCloseKind,
      effectiveAt: late ? now : monthEnd(month) - 1,
      description: `Revenue of ${packId} for ${month}`,
      reference: { pack: packId, month, counts: frozen.hash },
      entries: closingEntries(cell, base, split),
    });
    const { fee, pool, unallocated } = split;
    const { hash, sessions } = frozen;
    const amounts = { gross: base, fee, pool, unallocated };
    await insertClosedPack(trx, { ...cell, ...amounts, sessions, hash, closedAt: now });
    await audit.record(
      {
        action: 'revenue.pack-closed',
        actor,
        target: { type: 'pack', id: packId },
        after: {
          month,
          currency,
          countsHash: hash,
          sellers: split.shares.size,
          ...Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount.toString()])),
        },
      },
      trx,
    );
  });
}

async function openCells({ ledger }: Closing, db: Knex, until: Month): Promise<OpenCell[]> {
  const cells: OpenCell[] = [];
  for (const { packId, month, currency } of await ledger.balances(db, { account: 'deferred_revenue' }))
    if (packId !== null && month !== null && month <= until) cells.push({ packId, month, currency });
  return cells;
}

async function closeOne(
  closing: Closing,
  month: Month,
  actor: AuditActor,
  progress: Progress,
): Promise<void> {
  const { database, clock, audit, packs } = closing;
  const offered = packs?.list().map(({ packId }) => packId) ?? [];
  // Packs without revenue too: money that comes late is shared by the counts of the close.
  for (const packId of offered) await freezePack(closing, month, packId);
  for (let done = false; !done;) {
    const cells = (await openCells(closing, database.knex, month)).filter(cell => cell.month === month);
    for (const [at, cell] of cells.entries()) {
      await closePack(closing, cell, actor);
      progress((at + 1) / cells.length, `${month}: ${at + 1} of ${cells.length} packs closed`);
    }
    done = await database.transaction(async trx => {
      await lockForClose(trx, database.dialect);
      // Money that came meanwhile for a pack that had none: close it too.
      if ((await openCells(closing, trx, month)).some(cell => cell.month === month)) return false;
      if ((await monthClosedAt(trx, month)) !== null) return true;
      await insertClosedMonth(trx, month, clock.now());
      await audit.record(
        { action: 'revenue.month-closed', actor, target: { type: 'month', id: month } },
        trx,
      );
      return true;
    });
  }
}

/**
 * Closes a month and every earlier one that has open revenue, oldest first. Each pack's month is a transaction of its
 * own: after a crash, asking again closes what is left and changes nothing of what is closed.
 * @returns the months it closed or added to
 * @throws ConflictError for a month that is not over
 */
export async function closeMonth(
  closing: Closing,
  month: Month,
  actor: AuditActor,
  progress: Progress = () => undefined,
): Promise<Month[]> {
  if (closing.clock.now() < monthEnd(month))
    throw new ConflictError(`${month} is not over. It can be closed from ${addMonths(month, 1)}-01 on.`);
  const db = closing.database.knex;
  const months = new Set((await openCells(closing, db, month)).map(cell => cell.month));
  const closed = await closedMonths(db);
  const last = [...closed.keys()].filter(one => one < month).at(-1);
  const first = [...months].sort()[0] ?? month;
  // Months without any money close too: statements follow each other without a gap.
  for (let one = last ?? first; one <= month; one = addMonths(one, 1)) if (!closed.has(one)) months.add(one);
  const inOrder = [...months].sort();
  for (const one of inOrder) await closeOne(closing, one, actor, progress);
  return inOrder;
}
