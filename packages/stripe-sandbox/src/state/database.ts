import Database from 'better-sqlite3';

export type SandboxDatabase = Database.Database;

/** Fields that lists are filtered by, each with an index of its own. */
export const indexedFields = [
  'customer',
  'subscription',
  'invoice',
  'charge',
  'payment_intent',
  'payment.payment_intent',
  'transfer_group',
  'source',
  'product',
  'parent.subscription_details.subscription',
] as const;

/** Opens the sandbox's state: objects as the API shows them, what it keeps to itself beside them, deliveries, keys. */
export function openDatabase(file: string): SandboxDatabase {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(`
    CREATE TABLE IF NOT EXISTS objects (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      account TEXT NOT NULL,
      created INTEGER NOT NULL,
      due_at INTEGER,
      body TEXT NOT NULL,
      internal TEXT
    );
    CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, account, seq);
    CREATE INDEX IF NOT EXISTS objects_due ON objects (due_at, seq) WHERE due_at IS NOT NULL;
    CREATE TABLE IF NOT EXISTS deliveries (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      position REAL NOT NULL,
      event TEXT NOT NULL,
      endpoint TEXT NOT NULL,
      state TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      status INTEGER,
      error TEXT
    );
    CREATE INDEX IF NOT EXISTS deliveries_in_order ON deliveries (state, position, seq);
    CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event);
    CREATE TABLE IF NOT EXISTS idempotency_keys (
      key TEXT NOT NULL,
      account TEXT NOT NULL,
      request TEXT NOT NULL,
      status INTEGER NOT NULL,
      answer TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (key, account)
    );
    CREATE INDEX IF NOT EXISTS idempotency_keys_by_age ON idempotency_keys (at);
    CREATE TABLE IF NOT EXISTS requests (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL,
      at INTEGER NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      status INTEGER NOT NULL,
      note TEXT
    );
    CREATE TABLE IF NOT EXISTS balances (
      account TEXT NOT NULL,
      currency TEXT NOT NULL,
      available_on INTEGER NOT NULL,
      net INTEGER NOT NULL,
      PRIMARY KEY (account, currency, available_on)
    );
    CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  `);
  for (const field of indexedFields) {
    const name = `objects_by_${field.replaceAll('.', '_')}`;
    database.exec(
      `CREATE INDEX IF NOT EXISTS ${name} ON objects (json_extract(body, '$.${field}'), kind)
       WHERE json_extract(body, '$.${field}') IS NOT NULL`,
    );
  }
  return database;
}
