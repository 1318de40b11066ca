import { createHash } from 'node:crypto';
import { type Settings } from './settings';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids that look like Stripe's: `cus_` and 24 letters and digits, the same ones for the same seed. */
export function createIds(seed: number, settings: Settings): (prefix: string) => string {
  return prefix => {
    const count = settings.read('ids') + 1;
    settings.write('ids', count);
    return `${prefix}_${seededText(`${seed}:${count}`, 24)}`;
  };
}

/** Letters and digits that follow from a text. */
export function seededText(source: string, length: number): string {
  return [...createHash('sha512').update(source).digest().subarray(0, length)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}
