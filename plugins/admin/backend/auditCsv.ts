import type { AuditFilter, AuditRecord, AuditService } from '@netcrab/plugin-api/backend';

const entriesPerRead = 500;
const header = [
  'seq',
  'at',
  'action',
  'actor_kind',
  'actor_id',
  'actor_name',
  'org_id',
  'target_type',
  'target_id',
  'target_name',
  'before',
  'after',
  'ip',
  'request_id',
  'hash',
];

/** RFC 4180; what a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const csvLine = (values: readonly unknown[]) => `${values.map(csvField).join(',')}\r\n`;

const toLine = ({ seq, at, action, actor, orgId, target, before, after, ip, requestId, hash }: AuditRecord) =>
  csvLine([
    seq,
    new Date(at).toISOString(),
    action,
    actor.kind,
    actor.id,
    actor.name,
    orgId,
    target.type,
    target.id,
    target.name,
    before,
    after,
    ip,
    requestId,
    hash,
  ]);

/** All entries that the filter finds, newest first, read as they are written out. */
export async function* auditCsv(audit: AuditService, filter: AuditFilter): AsyncGenerator<string> {
  yield csvLine(header);
  let beforeSeq: number | undefined;
  for (;;) {
    const entries = await audit.search({ ...filter, beforeSeq, limit: entriesPerRead });
    yield entries.map(toLine).join('');
    if (entries.length < entriesPerRead) return;
    beforeSeq = entries.at(-1)?.seq;
  }
}
