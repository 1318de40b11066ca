import { type SandboxDatabase } from './database';

export interface BalanceSum {
  readonly currency: string;
  readonly available: number;
  readonly pending: number;
}

/** Sums of balance transactions by account and currency, kept as they happen so that reading them stays cheap. */
export interface Balances {
  /** @param availableOn - Unix seconds. */
  add(account: string, currency: string, availableOn: number, net: number): void;
  /** @param now - Unix seconds. */
  read(account: string, now: number): BalanceSum[];
}

/** What is available has no date any more. */
const settled = 0;

export function createBalances(database: SandboxDatabase): Balances {
  const add = database.prepare(
    `INSERT INTO balances (account, currency, available_on, net) VALUES (?, ?, ?, ?)
     ON CONFLICT (account, currency, available_on) DO UPDATE SET net = net + excluded.net`,
  );
  const due = database.prepare<[string, number, number], { currency: string; net: number }>(
    `SELECT currency, sum(net) AS net FROM balances WHERE account = ? AND available_on > ? AND available_on <= ?
     GROUP BY currency`,
  );
  const drop = database.prepare(
    'DELETE FROM balances WHERE account = ? AND available_on > ? AND available_on <= ?',
  );
  const sums = database.prepare<[number, number, string], BalanceSum>(
    `SELECT currency, sum(CASE WHEN available_on = ? THEN net ELSE 0 END) AS available,
       sum(CASE WHEN available_on = ? THEN 0 ELSE net END) AS pending
     FROM balances WHERE account = ? GROUP BY currency ORDER BY min(rowid)`,
  );
  return {
    add: (account, currency, availableOn, net) => void add.run(account, currency, availableOn, net),
    read(account, now) {
      const ripe = due.all(account, settled, now);
      drop.run(account, settled, now);
      for (const { currency, net } of ripe) add.run(account, currency, settled, net);
      return sums.all(settled, settled, account);
    },
  };
}
