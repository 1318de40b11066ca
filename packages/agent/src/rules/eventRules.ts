import { limits } from '@netcrab/plugin-telemetry/contract';
import type { AgentConfig } from '../config/schema';
import { judgeEvent, refusal, type Rejection, type SendingTimes } from './judgeEvent';
import { pathRule } from './paths';
import { sampleRule } from './sampling';
import { userHasher } from './userHash';

/** Why an event was left out on purpose. */
export const dropRules = ['path', 'app', 'sample'] as const;
export type DropRule = (typeof dropRules)[number];

export type Verdict =
  /** As it may leave, in JSON. */
  | { readonly kind: 'keep'; readonly json: string }
  | { readonly kind: 'drop'; readonly rule: DropRule }
  | { readonly kind: 'refuse'; readonly rejection: Rejection };

const drop = (rule: DropRule): Verdict => ({ kind: 'drop', rule });
const maxUserId = 256;

/**
 * Compiles the organisation's rules. What they leave out is gone before the event is judged, so that a field which the
 * wire format refuses can be dropped, and before anything is written: nothing of it ever reaches the disk.
 */
export function eventRules(config: Pick<AgentConfig, 'orgId' | 'rules'>, salt: string) {
  const { orgId, rules } = config;
  const apps = rules.apps && new Set<unknown>(rules.apps);
  const ignores = pathRule(rules.ignorePaths);
  const samples = sampleRule(rules.sampleRate);
  const hash = userHasher(orgId, salt);
  const topFields = rules.dropFields.filter(field => !field.includes('.'));
  const extraFields = rules.dropFields.filter(field => field.includes('.')).map(field => field.slice(6));

  // What is longer than any field may be is refused later, unread.
  const isIgnored = (value: unknown) =>
    typeof value === 'string' && value.length <= limits.route && value.includes('/') && ignores(value);

  /** Without the fields to drop, nor what names an ignored path: the page one came from. */
  function extraOf(extra: object): object {
    const left = Object.entries(extra).filter(
      ([key, value]) => !extraFields.includes(key) && !isIgnored(value),
    );
    return Object.fromEntries(left);
  }

  return (event: unknown, times: SendingTimes): Verdict => {
    if (typeof event !== 'object' || event === null || Array.isArray(event))
      return { kind: 'refuse', rejection: refusal('not_an_object', '', 'Send each event as a JSON object.') };
    const fields: Record<string, unknown> = { ...event };
    if (isIgnored(fields.route) || isIgnored(fields.screenId)) return drop('path');
    if (apps && !apps.has(fields.appName)) return drop('app');
    if (typeof fields.sessionId === 'string' && !samples(fields.sessionId)) return drop('sample');
    for (const field of topFields) Reflect.deleteProperty(fields, field);
    const { extra, userHash } = fields;
    if (typeof extra === 'object' && extra !== null && !Array.isArray(extra)) fields.extra = extraOf(extra);
    if (typeof userHash === 'string') {
      if (userHash === '' || userHash.length > maxUserId)
        return {
          kind: 'refuse',
          rejection: refusal('bad_format', 'userHash', `Use 1 to ${maxUserId} characters.`),
        };
      fields.userHash = hash(userHash);
    }
    const rejection = judgeEvent(fields, orgId, times);
    return rejection ? { kind: 'refuse', rejection } : { kind: 'keep', json: JSON.stringify(fields) };
  };
}

export type EventRules = ReturnType<typeof eventRules>;
