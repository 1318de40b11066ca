import { crc32 } from 'node:zlib';

/** Events that came together and may leave together. */
export interface SpoolRecord {
  /** Epoch ms by this machine's clock. */
  readonly receivedAt: number;
  /** Received − sent by the sender's clock, in ms: what its clock is behind, and the network's delay. */
  readonly skewMs: number;
  readonly sdkVersion: string;
  readonly count: number;
  /** The events in JSON, separated by commas. */
  readonly events: string;
}

const tab = 9;
const space = 32;
/** The checksum and the space after it. */
const prefixBytes = 9;

/**
 * One line: the CRC-32 in hex, a space, a header in JSON, a tab, the events. JSON holds neither a tab nor a line break
 * as such, so a damaged line never hides the next.
 */
export function encodeRecord({ events, ...header }: SpoolRecord): Buffer {
  const { receivedAt, skewMs, sdkVersion, count } = header;
  const line = Buffer.from(
    `00000000 ${JSON.stringify([receivedAt, skewMs, sdkVersion, count])}\t${events}\n`,
  );
  line.write(crc32(line.subarray(prefixBytes, -1)).toString(16).padStart(8, '0'), 'latin1');
  return line;
}

/** @returns null for a line that is not what was written. */
export function decodeRecord(line: Buffer): SpoolRecord | null {
  const at = line.indexOf(tab);
  if (at < 0 || line[prefixBytes - 1] !== space) return null;
  const checksum = parseInt(line.toString('latin1', 0, prefixBytes - 1), 16);
  if (checksum !== crc32(line.subarray(prefixBytes))) return null;
  const [receivedAt, skewMs, sdkVersion, count] = JSON.parse(line.toString('utf8', prefixBytes, at)) as [
    number,
    number,
    string,
    number,
  ];
  return { receivedAt, skewMs, sdkVersion, count, events: line.toString('utf8', at + 1) };
}
