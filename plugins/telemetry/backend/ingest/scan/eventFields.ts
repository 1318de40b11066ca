import { deviceTypes, eventTypes, limits, wireEvent } from '../../../contract';
import { acceptsText, requiredFields } from '../validateEvent';
import { TextRule } from './textRule';
import { wordsOf, type Words } from './words';

/** How the value of a field is read. */
export const kinds = {
  text: 0,
  eventId: 1,
  timestamp: 2,
  oneOf: 3,
  number: 4,
  boolean: 5,
  orgId: 6,
  extra: 7,
} as const;

export interface EventField {
  readonly name: string;
  /** As it nearly always stands in JSON, up to its value or a blank before that. */
  readonly key: Words;
  readonly index: number;
  /** Itself alone as a set of fields, which are numbers, a bit a field. */
  readonly bit: number;
  readonly kind: number;
  /** Of a text. */
  readonly rule: TextRule;
  /** With their quotes, of a field with few values. */
  readonly values: readonly Uint8Array[];
  /** Of a number: from here to there. */
  readonly low: number;
  readonly high: number;
}

const quoted = (text: string): Uint8Array => Buffer.from(`"${text}"`);
const noText = new TextRule(() => false);
const special: Readonly<Record<string, Partial<EventField>>> = {
  eventId: { kind: kinds.eventId },
  ts: { kind: kinds.timestamp },
  eventType: { kind: kinds.oneOf, values: eventTypes.map(quoted) },
  deviceType: { kind: kinds.oneOf, values: deviceTypes.map(quoted) },
  success: { kind: kinds.boolean },
  latencyMs: { kind: kinds.number, low: 0, high: limits.duration },
  responseMs: { kind: kinds.number, low: 0, high: limits.duration },
  x: { kind: kinds.number, low: -limits.coordinate, high: limits.coordinate },
  y: { kind: kinds.number, low: -limits.coordinate, high: limits.coordinate },
  orgId: { kind: kinds.orgId },
  extra: { kind: kinds.extra },
};

/** Every field of the wire format; a text's rule is what the validator's check accepts. */
export const eventFields: readonly EventField[] = Object.keys(wireEvent.shape).map((name, index) => ({
  name,
  key: wordsOf(`"${name}":`),
  index,
  bit: 1 << index,
  kind: kinds.text,
  rule: name in special ? noText : new TextRule(text => acceptsText(name, text)),
  values: [],
  low: 0,
  high: 0,
  ...special[name],
}));

const bitOf = (name: string): number => eventFields.find(field => field.name === name)?.bit ?? 0;
export const bits = {
  productId: bitOf('productId'),
  eventType: bitOf('eventType'),
  name: bitOf('name'),
  taskId: bitOf('taskId'),
  errorCode: bitOf('errorCode'),
  required: requiredFields.reduce((all, name) => all | bitOf(name), 0),
};
