import type { Knex } from 'knex';
import diagnostics from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

/** What a process of the portal is doing when it dies. */
export const killKinds = ['webhook', 'close', 'statement', 'payout'] as const;
export type KillKind = (typeof killKinds)[number];

export interface Kill {
  readonly kind: KillKind;
  /** Dies `ms` after the n-th point of this kind, from 1. */
  readonly nth: number;
  readonly ms: number;
}

/** The job of the fifth does all three: which one is told by the tables it has got to. */
const next: Partial<Record<KillKind, readonly [KillKind, RegExp]>> = {
  close: ['statement', /\bstatements\b/],
  statement: ['payout', /\bpayout_runs\b/],
};

export interface Points {
  readonly seen: Record<KillKind, number>;
  enter(kind: KillKind): void;
  leave(): void;
}

/**
 * Counts the points of a process's work at which it could die: every statement of SQL, every call of Stripe and every
 * answer. At the asked one it gets SIGKILL, which nothing in it can hold up, and says so.
 */
export function dieAt(knex: Knex, kill: Kill | undefined): Points {
  const seen: Record<KillKind, number> = { webhook: 0, close: 0, statement: 0, payout: 0 };
  let kind: KillKind | undefined;
  const die = () => {
    writeSync(1, `killed at ${kind ?? 'the end'}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
  function point(): void {
    if (kind === undefined) return;
    seen[kind] += 1;
    if (kill?.kind !== kind || kill.nth !== seen[kind]) return;
    if (kill.ms === 0) die();
    else setTimeout(die, kill.ms);
  }
  knex.on('query', ({ sql }: { sql: string }) => {
    const [later, table] = (kind && next[kind]) ?? [];
    if (later && table?.test(sql)) kind = later;
    point();
  });
  diagnostics.subscribe('http.client.request.start', point);
  diagnostics.subscribe('http.client.response.finish', point);
  return {
    seen,
    enter(entered) {
      kind = entered;
    },
    leave() {
      kind = undefined;
    },
  };
}
