import type { OrgId } from '@netcrab/plugin-api/backend';
import { ofOrg, type Reader } from '../scope/scope';

/** Answers kept, all organisations together; an answer is a few kB to some 100 kB. */
const mostAnswers = 400;

export interface AnswerCache {
  /**
   * The answer to a question of an organisation, computed at most once as long as its facts stay as they are. Two who
   * ask at the same time wait for one computation; a failure is not kept.
   */
  get<Answer>(orgId: OrgId, question: readonly unknown[], compute: () => Promise<Answer>): Promise<Answer>;
}

/** The last change of the organisation's facts; grows with every commit that touches them, aggregation included. */
async function lastChange(reader: Reader, orgId: OrgId): Promise<string> {
  const { sql, params } = ofOrg(orgId);
  const [row] = await reader.query<{ seq: bigint | null }>(
    `SELECT max(seq) AS seq FROM (
       SELECT seq FROM fact_changes WHERE ${sql} UNION ALL SELECT seq FROM telemetry_aggregated WHERE ${sql})`,
    params,
  );
  return String(row?.seq ?? 'none');
}

/** Keyed by organisation, question and last change, so an answer is never stale and never somebody else's. */
export function createAnswerCache(reader: Reader): AnswerCache {
  const answers = new Map<string, Promise<unknown>>();
  return {
    async get<Answer>(orgId: OrgId, question: readonly unknown[], compute: () => Promise<Answer>) {
      const key = JSON.stringify([orgId, await lastChange(reader, orgId), question]);
      const known = answers.get(key);
      if (known) {
        // The most recently used stand last.
        answers.delete(key);
        answers.set(key, known);
        return known as Promise<Answer>;
      }
      const computed = compute();
      answers.set(key, computed);
      for (const oldest of answers.keys()) {
        if (answers.size <= mostAnswers) break;
        answers.delete(oldest);
      }
      computed.catch(() => answers.delete(key));
      return computed;
    },
  };
}
