import { parseTimestamp } from '../timestamp';
import { byte } from './jsonBytes';

const usualLength = 24;
const longest = 35;

/** Two digits as a number, or NaN. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - byte.zero;
  const ones = (bytes[at + 1] ?? 0) - byte.zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Reads timestamps from bytes. Those of one day follow each other, so a day is worked out once. */
export class TimestampScanner {
  private day = NaN;
  private dayStart = NaN;
  /** Epoch ms of the one read last. */
  value = NaN;

  /** The position after the closing quote of a timestamp, -1 for anything else. */
  scan(bytes: Buffer, at: number): number {
    if (bytes[at] !== byte.quote) return -1;
    const from = at + 1;
    let end = from + usualLength;
    if (bytes[end] === byte.quote && bytes[end - 1] === 90) this.value = this.usual(bytes, from);
    else {
      end = bytes.subarray(0, from + longest + 1).indexOf(byte.quote, from);
      this.value = end < 0 ? NaN : parseTimestamp(bytes.toString('latin1', from, end));
    }
    return Number.isNaN(this.value) ? -1 : end + 1;
  }

  /** As `toISOString` writes it: 2026-11-01T12:00:00.000Z. */
  private usual(bytes: Buffer, at: number): number {
    if (bytes[at + 4] !== byte.minus || bytes[at + 7] !== byte.minus || bytes[at + 10] !== 84) return NaN;
    if (bytes[at + 13] !== byte.colon || bytes[at + 16] !== byte.colon || bytes[at + 19] !== byte.dot)
      return NaN;
    const century = pair(bytes, at);
    const day =
      ((century * 100 + pair(bytes, at + 2)) * 100 + pair(bytes, at + 5)) * 100 + pair(bytes, at + 8);
    if (day !== this.day) {
      this.day = day;
      this.dayStart = parseTimestamp(`${bytes.toString('latin1', at, at + 10)}T00:00:00Z`);
    }
    const hour = pair(bytes, at + 11);
    const minute = pair(bytes, at + 14);
    const second = pair(bytes, at + 17);
    const tenths = pair(bytes, at + 20);
    const last = (bytes[at + 22] ?? 0) - byte.zero;
    if (!(hour < 24 && minute < 60 && second < 60 && last >= 0 && last <= 9)) return NaN;
    return this.dayStart + ((hour * 60 + minute) * 60 + second) * 1000 + tenths * 10 + last;
  }
}
