/** Any library's strategy: what passport calls, the rest its own affair. */
interface Strategy {
  authenticate(request: never, options: never): unknown;
}

/** What passport puts onto a strategy, for one request, before it calls it. */
interface Actions {
  success: unknown;
  fail: unknown;
  redirect: unknown;
  pass: unknown;
  error(error: unknown): void;
}

/**
 * A passport strategy made at its first use: its library, and what a provider says of itself over the network, cost
 * nothing at start. One that could not be made is tried again at the next use.
 *
 * Passport writes the actions of each request onto one and the same object, so they are taken off it at once: by the
 * time a password is checked, they would be those of another request.
 */
export function lazyStrategy(load: () => Promise<Strategy>): object {
  let loaded: Promise<Strategy> | undefined;
  return {
    authenticate(this: Actions, request: unknown, options: unknown) {
      const { success, fail, redirect, pass, error } = this;
      loaded ??= load().catch((failure: unknown) => {
        loaded = undefined;
        throw failure;
      });
      loaded
        .then(strategy => {
          const acting = Object.create(strategy) as Strategy & Actions;
          Object.assign(acting, { success, fail, redirect, pass, error });
          acting.authenticate(request as never, options as never);
        })
        .catch(error);
    },
  };
}
