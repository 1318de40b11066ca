/**
 * What the system or a driver said: `ENOENT`, `23505`; empty for other errors. Asked of the object alone, since errors
 * of native modules are not always instances of this realm's Error.
 */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
