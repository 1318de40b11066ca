import { z } from 'zod';

/** What became of a batch that was sent. */
export type Outcome =
  | {
      readonly kind: 'taken';
      readonly accepted: number;
      readonly duplicates: number;
      readonly rejected: ReadonlyArray<{
        readonly index: number;
        readonly field: string;
        readonly message: string;
      }>;
    }
  /** Nothing this large is taken. */
  | { readonly kind: 'too_large' }
  /** It can never be taken; others can. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody's events are taken now, and maybe not before `afterMs`. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs: number }
  /** Nothing is taken until somebody changes the configuration: the key or the address. */
  | { readonly kind: 'barred'; readonly reason: string };

const taken = z.object({
  accepted: z.int().min(0),
  rejected: z.int().min(0),
  duplicates: z.int().min(0),
  errors: z.array(z.object({ index: z.int().min(0), field: z.string(), message: z.string() })).default([]),
});
const complaint = z.object({ error: z.object({ message: z.string() }) });

const longestWaitMs = 3_600_000;

/** `Retry-After` in ms: seconds or a date; 0 without one. */
export function retryAfterMs(value: string | null, now: number): number {
  if (value === null) return 0;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1_000;
  return Math.min(Math.max(ms || 0, 0), longestWaitMs);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Refused for what the batch is. Any other refusal is of the key, the address or the moment. */
const ofTheBatch: ReadonlySet<number> = new Set([400, 409, 415, 422]);

/**
 * Reads the portal's answer. Only one that accounts for each event counts as an acknowledgement: proxies and sign-in pages
 * of networks answer 200, too.
 */
export function outcomeOf(
  answer: { readonly status: number; readonly retryAfter: string | null; readonly text: string },
  count: number,
  now: number,
): Outcome {
  const { status } = answer;
  const body = json(answer.text);
  const afterMs = retryAfterMs(answer.retryAfter, now);
  const said = complaint.safeParse(body).data?.error.message.slice(0, 500);
  const reason = `${status}${said ? `: ${said}` : ''}`;
  if (status >= 200 && status < 300) {
    const { data } = taken.safeParse(body);
    if (data && data.accepted + data.rejected + data.duplicates === count)
      return { kind: 'taken', accepted: data.accepted, duplicates: data.duplicates, rejected: data.errors };
    return { kind: 'later', reason: `${status}, but not as the portal answers`, afterMs };
  }
  if (status === 413) return { kind: 'too_large' };
  // A refusal without the portal's own words is of something between here and there.
  if (ofTheBatch.has(status) && said) return { kind: 'refused', reason };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'later', reason, afterMs };
  return { kind: 'barred', reason };
}
