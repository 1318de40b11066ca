/**
 * Goes on with a value that may still be on its way, at once when it is there: what is answered from memory stays
 * synchronous.
 */
export const andThen = <T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> =>
  value instanceof Promise ? value.then(next) : next(value);
