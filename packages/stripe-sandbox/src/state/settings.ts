import { type SandboxDatabase } from './database';

/** Small values that survive a restart: the clock's advance, the ids' counter. */
export interface Settings {
  read(name: string): number;
  write(name: string, value: number): void;
}

export function createSettings(database: SandboxDatabase): Settings {
  const select = database.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?');
  const upsert = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    read: name => Number(select.get(name)?.value ?? 0),
    write: (name, value) => void upsert.run(name, String(value)),
  };
}
