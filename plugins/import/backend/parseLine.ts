import type { Line } from './readLines';

/** An event as it will be sent: its text as it stands in the file, and what decides where it goes. */
export interface ImportedEvent {
  readonly line: number;
  readonly text: string;
  readonly orgId: string;
  /** Null when it is missing or no text; the portal will refuse the event and say so. */
  readonly productId: string | null;
  /** `2026-09-30`, by its own words; null without a time. */
  readonly day: string | null;
}

export interface Rejection {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

const dayPattern = /^\d{4}-\d\d-\d\d(?=T)/;
const orgIdPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** @returns null for a blank line. */
export function parseLine({ number, text }: Line): ImportedEvent | Rejection | null {
  const refuse = (field: string, message: string): Rejection => ({ line: number, field, message });
  if (text === null) return refuse('', 'The line is longer than 1 MiB; no event is.');
  if (text.trim() === '') return null;
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    return refuse('', 'The line is not JSON.');
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    return refuse('', 'The line is not a JSON object.');
  const { orgId, productId, ts } = event as Record<string, unknown>;
  if (typeof orgId !== 'string' || !orgIdPattern.test(orgId)) {
    return refuse('orgId', 'Say whose event it is: 1 to 64 letters, digits, dots, dashes and underscores.');
  }
  const day = typeof ts === 'string' ? (dayPattern.exec(ts)?.[0] ?? null) : null;
  return { line: number, text, orgId, productId: typeof productId === 'string' ? productId : null, day };
}

export const isRejection = (value: ImportedEvent | Rejection): value is Rejection => 'message' in value;
