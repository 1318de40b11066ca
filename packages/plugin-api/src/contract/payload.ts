/** A body handed over as bytes, undecoded. */
export interface RawBody {
  readonly raw: true;
  readonly maxBytes: number;
  /** For the API reference. */
  readonly contentTypes: readonly string[];
}
export const rawBody = (options: Omit<RawBody, 'raw'>): RawBody => ({ raw: true, ...options });

/** An answer that is not JSON (a file, CSV, Parquet, an event stream): handlers return a `Reply`. */
export interface BinaryOutput {
  readonly binary: true;
  readonly contentTypes: readonly string[];
}
export const binary = (...contentTypes: string[]): BinaryOutput => ({ binary: true, contentTypes });

export const isRawBody = (body: unknown): body is RawBody =>
  typeof body === 'object' && body !== null && 'raw' in body;
export const isBinary = (output: unknown): output is BinaryOutput =>
  typeof output === 'object' && output !== null && 'binary' in output;
