import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Deletion, DeletionProof, DeletionState } from '../../contract';
import type { RowCount } from './eraseRows';

interface Row {
  id: string;
  org_id: string;
  product_id: string;
  user_hash: string | null;
  subject: string | null;
  state: string;
  requested_by: string;
  requested_at: number | string;
  finished_at: number | string | null;
  proof: string | null;
}

export interface DeletionRequest {
  readonly id: string;
  readonly orgId: string;
  readonly productId: string;
  /** Null for the whole product. */
  readonly userHash: string | null;
  readonly subject: string | null;
  readonly requestedBy: string;
  readonly requestedAt: number;
}

const toRequest = (row: Row): DeletionRequest => ({
  id: row.id,
  orgId: row.org_id,
  productId: row.product_id,
  userHash: row.user_hash,
  subject: row.subject,
  requestedBy: row.requested_by,
  requestedAt: Number(row.requested_at),
});

const toDeletion = (row: Row): Deletion => ({
  id: row.id,
  productId: row.product_id,
  scope: row.subject === null ? 'product' : 'user',
  subject: row.subject,
  state: row.state as DeletionState,
  requestedAt: Number(row.requested_at),
  finishedAt: row.finished_at === null ? null : Number(row.finished_at),
  proof: row.state === 'done' && row.proof !== null ? (JSON.parse(row.proof) as DeletionProof) : null,
});

/** What attempts have removed so far of what no table can tell afterwards; kept in place of the proof until it is done. */
interface Progress {
  /** Positions at which removed segments of the log began. */
  readonly segments: readonly number[];
  /** Of the operational tables. */
  readonly tables: readonly RowCount[];
}
const nothingYet: Progress = { segments: [], tables: [] };

/** Of the operational tables, those that hold something of a product. */
const productRows = ['telemetry_counters', 'telemetry_task_labels', 'telemetry_task_merges'] as const;

export class DeletionStore {
  constructor(private readonly database: DatabaseService) {}

  private get table() {
    return this.database.knex<Row>('telemetry_deletions');
  }

  async list(orgId: string, productId: string): Promise<Deletion[]> {
    const rows = (await this.table
      .where({ org_id: orgId, product_id: productId })
      .orderBy('requested_at', 'desc')
      .orderBy('id', 'desc')) as Row[];
    return rows.map(toDeletion);
  }

  async find(id: string): Promise<Deletion | null> {
    const row = await this.table.where({ id }).first();
    return row ? toDeletion(row) : null;
  }

  /** Of the same scope and not done yet. */
  async unfinished({ orgId, productId, subject }: DeletionRequest): Promise<Deletion | null> {
    const row = await this.table
      .where({ org_id: orgId, product_id: productId, subject })
      .whereNot({ state: 'done' })
      .first();
    return row ? toDeletion(row) : null;
  }

  async insert(request: DeletionRequest, trx: Knex.Transaction): Promise<void> {
    await trx<Row>('telemetry_deletions').insert({
      id: request.id,
      org_id: request.orgId,
      product_id: request.productId,
      user_hash: request.userHash,
      subject: request.subject,
      state: 'requested',
      requested_by: request.requestedBy,
      requested_at: request.requestedAt,
      finished_at: null,
      proof: null,
    });
  }

  /** The one to carry out next. */
  async next(): Promise<DeletionRequest | null> {
    const row = await this.table.whereNot({ state: 'done' }).orderBy(['requested_at', 'id']).first();
    return row ? toRequest(row) : null;
  }

  async begin(id: string): Promise<void> {
    await this.table.where({ id }).update({ state: 'running' });
  }

  /** The user's hash goes with the data it stood for. */
  async finish(id: string, proof: DeletionProof, trx: Knex.Transaction): Promise<void> {
    await trx<Row>('telemetry_deletions')
      .where({ id })
      .update({
        state: 'done',
        user_hash: null,
        finished_at: proof.finishedAt,
        proof: JSON.stringify(proof),
      });
  }

  private async progress(id: string, trx: Knex.Transaction): Promise<Progress> {
    const row = await trx<Row>('telemetry_deletions').where({ id }).first('proof');
    return row?.proof ? (JSON.parse(row.proof) as Progress) : nothingYet;
  }

  private async keep(id: string, progress: Progress, trx: Knex.Transaction): Promise<void> {
    await trx<Row>('telemetry_deletions')
      .where({ id })
      .update({ proof: JSON.stringify(progress) });
  }

  /** Notes segments that are about to be removed. @returns how many those of earlier attempts make with them. */
  noteSegments(id: string, bases: readonly number[]): Promise<number> {
    return this.database.transaction(async trx => {
      const progress = await this.progress(id, trx);
      const segments = [...new Set([...progress.segments, ...bases])];
      await this.keep(id, { ...progress, segments }, trx);
      return segments.length;
    });
  }

  /** Deletes what the operational tables hold of a product. @returns what went, in earlier attempts too. */
  eraseProduct({ id, orgId, productId }: DeletionRequest): Promise<readonly RowCount[]> {
    return this.database.transaction(async trx => {
      const progress = await this.progress(id, trx);
      const tables: RowCount[] = [];
      for (const table of productRows) {
        const deleted = await trx(table).where({ org_id: orgId, product_id: productId }).delete();
        const earlier = progress.tables.find(one => one.table === table)?.before ?? 0;
        tables.push({ table, before: earlier + deleted, after: 0 });
      }
      await this.keep(id, { ...progress, tables }, trx);
      return tables;
    });
  }
}
