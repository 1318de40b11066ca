import type { Clock, DatabaseService, JobRun } from '@netcrab/plugin-api/backend';

/** How long a ticket holds without its heartbeat. */
export const ticketMs = 30_000;
const keptRuns = 200;
const stopped = 'the instance stopped';

interface RunRow {
  readonly id: string;
  readonly job_id: string;
  readonly trigger: JobRun['trigger'];
  readonly status: JobRun['status'];
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly progress: number;
  readonly message: string | null;
  readonly error: string | null;
  readonly result: string | null;
  readonly log: string;
}
interface TicketRow {
  readonly job_id: string;
  readonly run_id: string | null;
  readonly expires_at: number;
  readonly last_slot_at: number;
}

export interface RunState {
  readonly progress: number;
  readonly message: string | null;
  readonly log: string;
}
export interface RunEnd extends RunState {
  readonly status: 'succeeded' | 'failed' | 'canceled';
  readonly error: string | null;
  readonly result: string | null;
}

/** Tickets say who may run a job, runs what came of it. */
export class DatabaseRunStore {
  constructor(
    private readonly database: DatabaseService,
    private readonly clock: Clock,
    private readonly instanceId: string,
  ) {}

  /** A job seen for the first time has missed nothing. */
  async register(jobId: string): Promise<void> {
    await this.database
      .knex('core_job_tickets')
      .insert({ job_id: jobId, expires_at: 0, last_slot_at: this.clock.now() })
      .onConflict('job_id')
      .ignore();
  }

  async lastSlotAt(jobId: string): Promise<number> {
    const ticket = await this.database.knex<TicketRow>('core_job_tickets').where({ job_id: jobId }).first();
    return ticket?.last_slot_at ?? this.clock.now();
  }

  /**
   * Takes the job's ticket for a new run.
   * @param slotAt the scheduled time, which one instance takes once; null for a run on demand.
   * @returns `busy` with the run that holds the ticket, or null when another instance has taken the slot.
   */
  async claim(
    jobId: string,
    run: { readonly id: string; readonly trigger: JobRun['trigger'] },
    slotAt: number | null,
  ): Promise<'claimed' | { readonly busy: string } | null> {
    return this.database.transaction(async trx => {
      const now = this.clock.now();
      const query = trx<TicketRow>('core_job_tickets').where({ job_id: jobId });
      const ticket = await (
        this.database.dialect === 'pg' ? query.clone().forUpdate() : query.clone()
      ).first();
      if (!ticket) throw new Error(`The job ${jobId} has no ticket; was it scheduled?`);
      if (slotAt !== null && ticket.last_slot_at >= slotAt) return null;
      if (slotAt !== null) await query.clone().update({ last_slot_at: slotAt });
      if (ticket.run_id !== null && ticket.expires_at > now) return { busy: ticket.run_id };
      if (ticket.run_id !== null)
        await trx('core_job_runs')
          .where({ id: ticket.run_id, status: 'running' })
          .update({ status: 'failed', error: stopped, finished_at: now });
      await trx('core_job_runs').insert({
        id: run.id,
        job_id: jobId,
        trigger: run.trigger,
        status: 'running',
        instance_id: this.instanceId,
        started_at: now,
      });
      await query.clone().update({ run_id: run.id, expires_at: now + ticketMs });
      return 'claimed';
    });
  }

  /** False when the ticket is no longer this run's. */
  async renew(jobId: string, runId: string): Promise<boolean> {
    const renewed = await this.database
      .knex('core_job_tickets')
      .where({ job_id: jobId, run_id: runId })
      .update({ expires_at: this.clock.now() + ticketMs });
    return renewed === 1;
  }

  async keepState(runId: string, state: RunState): Promise<void> {
    await this.database
      .knex('core_job_runs')
      .where({ id: runId, status: 'running' })
      .update({ ...state });
  }

  /** Only the holder ends its run: one marked failed meanwhile stays so. */
  async end(jobId: string, runId: string, end: RunEnd): Promise<void> {
    await this.database.transaction(async trx => {
      await trx('core_job_runs')
        .where({ id: runId, status: 'running' })
        .update({ ...end, finished_at: this.clock.now() });
      await trx('core_job_tickets')
        .where({ job_id: jobId, run_id: runId })
        .update({ run_id: null, expires_at: 0 });
    });
    await this.prune(jobId);
  }

  /** Ends the runs whose instance is gone. SQLite belongs to one process, so at its start that is all of them. */
  async endAbandoned(atStart: boolean): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async trx => {
      const tickets = trx('core_job_tickets').whereNotNull('run_id');
      if (!(atStart && this.database.dialect === 'sqlite')) tickets.where('expires_at', '<=', now);
      const ids = ((await tickets.clone().select('run_id')) as Array<{ run_id: string }>).map(
        row => row.run_id,
      );
      if (ids.length === 0) return;
      await trx('core_job_runs')
        .whereIn('id', ids)
        .where({ status: 'running' })
        .update({ status: 'failed', error: stopped, finished_at: now });
      await trx('core_job_tickets').whereIn('run_id', ids).update({ run_id: null, expires_at: 0 });
    });
  }

  async run(runId: string): Promise<JobRun | null> {
    const row = await this.database.knex<RunRow>('core_job_runs').where({ id: runId }).first();
    return row ? { ...toRun(row), log: row.log === '' ? [] : row.log.split('\n') } : null;
  }

  async runs(jobId: string, limit: number): Promise<JobRun[]> {
    const rows = await this.database
      .knex<RunRow>('core_job_runs')
      .where({ job_id: jobId })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toRun);
  }

  private async prune(jobId: string): Promise<void> {
    const runs = () => this.database.knex<RunRow>('core_job_runs').where({ job_id: jobId });
    const oldest = await runs().orderBy('started_at', 'desc').offset(keptRuns).first('started_at');
    if (oldest)
      await runs().where('started_at', '<=', oldest.started_at).whereNot({ status: 'running' }).delete();
  }
}

const toRun = (row: RunRow): JobRun => ({
  id: row.id,
  jobId: row.job_id,
  trigger: row.trigger,
  status: row.status,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  progress: row.progress,
  message: row.message,
  error: row.error,
  result: row.result === null ? null : JSON.parse(row.result),
});
