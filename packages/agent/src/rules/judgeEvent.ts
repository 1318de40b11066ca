import { looksSensitive, wireEvent, type RejectionRule } from '@netcrab/plugin-telemetry/contract';
import type { z } from 'zod';

export interface Rejection {
  readonly rule: RejectionRule;
  readonly field: string;
  /** What to do about it; never what was sent. */
  readonly message: string;
}

/** Epoch ms, by the sender's clock. */
export interface SendingTimes {
  readonly sentAt: number;
}

export const refusal = (rule: RejectionRule, field: string, message: string): Rejection => ({
  rule,
  field: field.slice(0, 88),
  message,
});

/** The cloud's own bounds: an event may be stamped a moment after its batch, and no clock is ten years late. */
const aheadMs = 60_000;
const oldestMs = 10 * 365 * 86_400_000;

/** The rule an issue stands for, as the cloud counts it. */
function ruleOf(issue: z.core.$ZodIssue, field: string): RejectionRule {
  if (issue.code === 'custom' && ['name', 'taskId', 'errorCode'].includes(field)) return 'incomplete_custom';
  if (issue.path[0] === 'extra')
    return issue.path.length > 1 && looksSensitive(String(issue.path[1])) ? 'sensitive_field' : 'bad_extra';
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return issue.origin === 'string' ? 'bad_format' : 'out_of_range';
  return 'bad_format';
}

function rejectionOf(issue: z.core.$ZodIssue, event: Readonly<Record<string, unknown>>): Rejection {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return looksSensitive(key)
      ? refusal('sensitive_field', key, 'Fields that look like content or identity are refused. Remove it.')
      : refusal('unknown_field', key, 'This field is not part of the wire format. Remove it.');
  }
  const field = issue.path.map(String).join('.');
  if (issue.path.length === 1 && event[field] === undefined && issue.code !== 'custom')
    return refusal('missing_field', field, `Every event needs ${field}.`);
  const rule = ruleOf(issue, field);
  return refusal(
    rule,
    field,
    rule === 'sensitive_field'
      ? 'Keys that look like content or identity are refused. Remove it.'
      : issue.message,
  );
}

/**
 * Judges an event by the wire format's own schema and the cloud's bounds on time, so that a sender learns of a fault at
 * once and not from the cloud, later.
 * @returns null for a good event.
 */
export function judgeEvent(
  event: Readonly<Record<string, unknown>>,
  orgId: string,
  { sentAt }: SendingTimes,
): Rejection | null {
  const { error, data } = wireEvent.safeParse(event);
  if (error) {
    const [issue] = error.issues;
    return issue ? rejectionOf(issue, event) : refusal('bad_format', '', 'The event cannot be read.');
  }
  if (data.orgId !== undefined && data.orgId !== orgId)
    return refusal('org_mismatch', 'orgId', 'Leave orgId out, or send the organisation of this agent.');
  const ts = Date.parse(data.ts);
  if (ts > sentAt + aheadMs)
    return refusal(
      'in_the_future',
      'ts',
      'The event happened after sentAt: both must come from the same clock.',
    );
  if (ts < sentAt - oldestMs)
    return refusal(
      'bad_format',
      'ts',
      'The event is more than ten years older than sentAt: check the clock.',
    );
  return null;
}
