import { InvalidRequestError, type FieldProblem } from '@netcrab/plugin-api/backend';
import { limits, patterns } from '../../contract';
import { parseTimestamp } from './timestamp';

export interface Envelope {
  readonly sdkVersion: string;
  /** Epoch ms by the sender's clock. */
  readonly sentAt: number;
  readonly events: readonly unknown[];
}

const known = new Set(['agentId', 'sdkVersion', 'sentAt', 'events']);
/** Whether the value is text of one line, neither empty nor too long. */
export const isLine = (value: unknown, max: number) =>
  typeof value === 'string' && value.length > 0 && value.length <= max && patterns.line.test(value);

/**
 * Reads a batch up to its events, which are judged one by one.
 * @throws InvalidRequestError naming each field at fault.
 */
export function parseEnvelope(bytes: Buffer): Envelope {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new InvalidRequestError(
      `The body is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new InvalidRequestError('Send an object: {sdkVersion, sentAt, events: [...]}.');
  const { agentId, sdkVersion, sentAt, events } = body as Record<string, unknown>;
  const problems: FieldProblem[] = Object.keys(body)
    .filter(key => !known.has(key))
    .map(key => ({
      field: key.slice(0, 80),
      message: 'This field is not part of the wire format. Remove it.',
    }));
  const sent = typeof sentAt === 'string' ? parseTimestamp(sentAt) : NaN;
  if (agentId !== undefined && !isLine(agentId, limits.text))
    problems.push({ field: 'agentId', message: `Use 1 to ${limits.text} characters of one line.` });
  if (!isLine(sdkVersion, limits.short))
    problems.push({
      field: 'sdkVersion',
      message: `Use 1 to ${limits.short} characters of one line: web/1.0.0.`,
    });
  if (Number.isNaN(sent))
    problems.push({ field: 'sentAt', message: 'Use ISO 8601 with a zone: 2026-11-01T12:00:00.000Z.' });
  if (!Array.isArray(events) || events.length < 1 || events.length > limits.eventsPerBatch)
    problems.push({ field: 'events', message: `Send 1 to ${limits.eventsPerBatch} events.` });
  if (problems.length > 0)
    throw new InvalidRequestError(
      `The batch cannot be read: check ${problems.map(one => one.field).join(', ')}.`,
      problems,
    );
  return { sdkVersion: sdkVersion as string, sentAt: sent, events: events as unknown[] };
}
