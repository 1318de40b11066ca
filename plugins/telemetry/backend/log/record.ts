/** What the log keeps beside a batch's events. */
export interface RecordHeader {
  readonly orgId: string;
  readonly receivedAt: number;
  /** Correction of the sender's clock. */
  readonly shiftMs: number;
  readonly sdkVersion: string;
}

/** A record: one line of JSON, then the batch as JSON with `events`. */
export const encodeRecord = (header: RecordHeader, batch: Uint8Array): Uint8Array[] => [
  Buffer.from(`${JSON.stringify(header)}\n`),
  batch,
];

export function decodeRecord(payload: Buffer): { readonly header: RecordHeader; readonly batch: Buffer } {
  const end = payload.indexOf(10);
  return {
    header: JSON.parse(payload.toString('utf8', 0, end)) as RecordHeader,
    batch: payload.subarray(end + 1),
  };
}
