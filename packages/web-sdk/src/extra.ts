import type { WebEvent } from './wireEvent';

/** Words that, in a key, announce content or identity. The portal refuses events with them; a test holds both equal. */
const sensitive =
  /^(e?mail|(sur|user|nick|first|last|full|display)?name|text|values?|pass(word|wd|phrase|port)|pwd|(tele)?phone|mobile|tel|fax|address|street|city|zip|post(code|al)|birth(day|date)?|dob|ssn|iban|card|cv[cv]|pin|token|secret|contents?|body|message|comment|notes?|query|search|keyword|title|label|html|clipboard|keys|keypress|ip|cookie|url|href|login)$/;

const looksSensitive = (key: string): boolean =>
  key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some(word => sensitive.test(word));

const isKey = (key: string) => /^[a-z][\w.-]{0,63}$/i.test(key) && !looksSensitive(key);

/** An address under a harmless key is still one. */
const isPlain = (value: unknown): value is number | boolean | string =>
  typeof value === 'boolean' || Number.isFinite(value) || (typeof value === 'string' && !value.includes('@'));

/** What of an object may be sent as `extra`; undefined when nothing of it may. */
export function cleanExtra(given: unknown): WebEvent['extra'] {
  const clean = Object.entries(given ?? {})
    .filter(([key, value]) => isKey(key) && isPlain(value))
    .slice(0, 20)
    .map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, 200) : value] as const);
  return clean.length ? Object.fromEntries(clean) : undefined;
}
