/** What a text may look like, byte by byte. */
interface Tables {
  /** 1 for every byte that may come first, and that may follow. */
  readonly first: Uint8Array;
  readonly inner: Uint8Array;
  readonly minBytes: number;
  readonly maxBytes: number;
}

const quote = 34;
const backslash = 92;
const sampleLength = 8;
const longest = 1_000;

/** The bytes below 128 that `accepts` takes in that place; those above, parts of letters, all or none. */
function bytesAt(place: number, accepts: (text: string) => boolean): Uint8Array {
  const sample = 'a'.repeat(sampleLength);
  const takes = (char: string) => accepts(sample.slice(0, place) + char + sample.slice(place + 1));
  const table = new Uint8Array(256);
  // Escapes are left to JSON.parse, and control characters have no place in JSON unescaped.
  for (let byte = 32; byte < 128; byte++)
    if (byte !== quote && byte !== backslash && takes(String.fromCharCode(byte))) table[byte] = 1;
  if (takes('é')) table.fill(1, 128);
  return table;
}

/**
 * Finds out by trial which texts a check accepts, so that the rule cannot say anything else than the check: which
 * characters come first, which follow, and how many. Lengths are counted in bytes, of which no text has fewer than
 * characters, so the rule may refuse a text that the check accepts, and never the reverse.
 */
export class TextRule {
  private found: Tables | undefined;

  constructor(private readonly accepts: (text: string) => boolean) {}

  /** Found out when the first text is judged: a start need not wait for thousands of trials. */
  get tables(): Tables {
    return (this.found ??= this.tryOut());
  }

  private tryOut(): Tables {
    const { accepts } = this;
    const lengths = Array.from({ length: longest }, (_, n) => n + 1).filter(n => accepts('a'.repeat(n)));
    return {
      first: bytesAt(0, accepts),
      inner: bytesAt(1, accepts),
      minBytes: lengths[0] ?? Infinity,
      maxBytes: lengths.at(-1) ?? 0,
    };
  }
}

/** The position after the closing quote of a text by the rule, -1 for anything else. */
export function scanText(bytes: Uint8Array, at: number, rule: TextRule): number {
  if (bytes[at] !== quote) return -1;
  const from = at + 1;
  const { first, inner, minBytes, maxBytes } = rule.tables;
  if (first[bytes[from] ?? 0] !== 1) return -1;
  let end = from + 1;
  while (inner[bytes[end] ?? 0] === 1) end++;
  const length = end - from;
  return bytes[end] === quote && length >= minBytes && length <= maxBytes ? end + 1 : -1;
}
