import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Feedback, Note, Verdict } from '../../contract';

interface Row {
  id: string;
  org_id: string;
  note_id: string;
  verdict: Verdict | null;
  given_by: string;
  given_at: number | string;
}

export interface Judgement {
  readonly id: string;
  readonly orgId: OrgId;
  readonly noteId: string;
  /** Null takes the one before back. */
  readonly verdict: Verdict | null;
  readonly by: string;
  readonly at: number;
}

/** Which notes were shown, and what was said of them: every judgement is kept, the latest counts. */
export class FeedbackStore {
  constructor(private readonly knex: Knex) {}

  async shown(orgId: OrgId, notes: readonly Note[], at: number): Promise<void> {
    const rows = notes.map(({ id, productId, title }) => ({
      org_id: orgId,
      note_id: id,
      product_id: productId,
      title,
      first_shown_at: at,
    }));
    if (rows.length > 0)
      await this.knex('insights_notes').insert(rows).onConflict(['org_id', 'note_id']).ignore();
  }

  async titleOf(orgId: OrgId, noteId: string): Promise<string | null> {
    const row = await this.knex('insights_notes').where({ org_id: orgId, note_id: noteId }).first('title');
    return row?.title ?? null;
  }

  /** By note id; notes without a judgement, or whose judgement was taken back, are not in it. */
  async of(orgId: OrgId, noteIds: readonly string[]): Promise<Map<string, Feedback>> {
    const rows: Row[] = await this.knex('insights_note_feedback')
      .where({ org_id: orgId })
      .whereIn('note_id', noteIds)
      .orderBy(['given_at', 'id']);
    const latest = new Map<string, Feedback>();
    for (const { note_id, verdict, given_at, given_by } of rows) {
      if (verdict === null) latest.delete(note_id);
      else latest.set(note_id, { verdict, at: Number(given_at), by: given_by });
    }
    return latest;
  }

  /** Forgets the notes about a product, whose titles name its screens and tasks, and what was said of them. */
  async forgetProduct(orgId: string, productId: string): Promise<void> {
    await this.knex.transaction(async trx => {
      // Of notes from before products were kept with them nobody knows whose they are.
      const ofProduct = trx('insights_notes')
        .where({ org_id: orgId })
        .where(note => note.where({ product_id: productId }).orWhereNull('product_id'));
      const noteIds = ofProduct.clone().select('note_id');
      await trx('insights_note_feedback').where({ org_id: orgId }).whereIn('note_id', noteIds).delete();
      await ofProduct.delete();
    });
  }

  async add(trx: Knex.Transaction, { id, orgId, noteId, verdict, by, at }: Judgement): Promise<void> {
    await trx('insights_note_feedback').insert({
      id,
      org_id: orgId,
      note_id: noteId,
      verdict,
      given_by: by,
      given_at: at,
    });
  }
}
