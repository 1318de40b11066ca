import zlib from 'node:zlib';

/** Bytes before each payload: its length and its CRC-32, little-endian. */
export const frameHeaderBytes = 8;
/** No payload is longer: a length beyond it is damage. */
export const maxPayloadBytes = 64 * 1024 * 1024;

/** Frames a payload given in parts, without copying them together. */
export function frame(parts: readonly Uint8Array[]): Uint8Array[] {
  const header = Buffer.allocUnsafe(frameHeaderBytes);
  let length = 0;
  let crc = 0;
  for (const part of parts) {
    length += part.length;
    crc = zlib.crc32(part, crc);
  }
  header.writeUInt32LE(length, 0);
  header.writeUInt32LE(crc, 4);
  return [header, ...parts];
}

/**
 * The payload that starts at `at`; `short` when the bytes end before it does, `damaged` when they are not what was
 * written. A length of zero is damage: file systems leave zeros behind after a power cut.
 */
export function unframe(bytes: Buffer, at: number): Buffer | 'short' | 'damaged' {
  if (bytes.length - at < frameHeaderBytes) return 'short';
  const length = bytes.readUInt32LE(at);
  if (length === 0 || length > maxPayloadBytes) return 'damaged';
  const end = at + frameHeaderBytes + length;
  if (end > bytes.length) return 'short';
  const payload = bytes.subarray(at + frameHeaderBytes, end);
  return zlib.crc32(payload) === bytes.readUInt32LE(at + 4) ? payload : 'damaged';
}
