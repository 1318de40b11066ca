import {
  auditActor,
  NotFoundError,
  type AuditService,
  type Clock,
  type DatabaseService,
  type Ids,
  type OrgId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { Feedback, Verdict } from '../../contract';
import type { FeedbackStore } from './feedbackStore';

export interface JudgeOptions {
  readonly store: FeedbackStore;
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
}

/**
 * Records what somebody says of a note that was shown to the organisation, or takes it back (`null`).
 * @throws NotFoundError when no such note was shown to it
 */
export async function judge(
  { store, database, clock, ids, audit }: JudgeOptions,
  orgId: OrgId,
  noteId: string,
  verdict: Verdict | null,
  { principal, ip, requestId }: RequestContext,
): Promise<Feedback | null> {
  const title = await store.titleOf(orgId, noteId);
  const before = (await store.of(orgId, [noteId])).get(noteId) ?? null;
  if (title === null || (verdict === null && before === null))
    throw new NotFoundError('There is no such note, or nothing was said of it. Open the notes page again.');
  const actor = auditActor(principal);
  const judgement = { id: ids.uuid(), orgId, noteId, verdict, by: actor.name ?? actor.id, at: clock.now() };
  await database.transaction(async trx => {
    await store.add(trx, judgement);
    await audit.record(
      {
        action: verdict === null ? 'crab-note.unjudged' : 'crab-note.judged',
        actor,
        orgId,
        target: { type: 'crab-note', id: noteId, name: title },
        before: before && { verdict: before.verdict },
        after: verdict && { verdict },
        ip,
        requestId,
      },
      trx,
    );
  });
  return verdict === null ? null : { verdict, at: judgement.at, by: judgement.by };
}
