import type { Clock, DatabaseService } from '@netcrab/plugin-api/backend';

/** Which steps are done, so that a start after a crash goes on with the next one. */
export class DatabaseProgressStore {
  constructor(
    private readonly database: DatabaseService,
    private readonly clock: Clock,
  ) {}

  async isDone(step: string): Promise<boolean> {
    const row = await this.table.where({ step }).whereNotNull('done_at').first('step');
    return row !== undefined;
  }

  /** Steps with this start of their name that are done. */
  async doneOf(prefix: string): Promise<Set<string>> {
    const rows = await this.table.where('step', 'like', `${prefix}%`).whereNotNull('done_at').select('step');
    return new Set(rows.map(row => row.step.slice(prefix.length)));
  }

  /** What was noted of a step when it began: at the first call `detail`, and the same ever after. */
  async noted(step: string, detail: () => Promise<string> | string): Promise<string> {
    const row = await this.table.where({ step }).first('detail');
    if (row) return row.detail;
    const made = await detail();
    await this.table.insert({ step, detail: made, done_at: null });
    return made;
  }

  /** What was noted last of a step that began and is not done; null where there is none. */
  async underWay(step: string): Promise<string | null> {
    const row = await this.table.where({ step }).whereNull('done_at').first('detail');
    return row?.detail ?? null;
  }

  /** How far a step has come. */
  async note(step: string, detail: string): Promise<void> {
    await this.table.insert({ step, detail, done_at: null }).onConflict('step').merge(['detail']);
  }

  async finish(step: string): Promise<void> {
    const done = { step, detail: '', done_at: this.clock.now() };
    await this.table.insert(done).onConflict('step').merge(['detail', 'done_at']);
  }

  private get table() {
    return this.database.knex<{ step: string; detail: string; done_at: number | null }>('demo_progress');
  }
}
