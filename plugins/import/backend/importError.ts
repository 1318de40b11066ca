/** Why an import cannot be done, or not to its end: one line that tells what to do. */
export class ImportError extends Error {
  override readonly name: string = 'ImportError';
}

/** The file ends before its end, or is damaged; what came before is good. */
export class BrokenFileError extends ImportError {
  override readonly name = 'BrokenFileError';
}

/** What the system said: `ENOENT`, `Z_BUF_ERROR`; empty for other errors. */
export const systemCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
