/** A typed name of a service: what a plugin asks for in `needs` and offers in `provides`. */
export interface ServiceRef<T> {
  readonly id: string;
  readonly optional?: false;
  /** Carries the type only; never set. */
  readonly $service?: T;
}

/** A service that may be missing, because the plugin that provides it is disabled or failed. */
export interface OptionalServiceRef<T> {
  readonly id: string;
  readonly optional: true;
  readonly $service?: T;
}

export type AnyServiceRef = ServiceRef<unknown> | OptionalServiceRef<unknown>;

/** @param id `<plugin id>` or `<plugin id>.<name>`; `core.<name>` is the host's. */
export const createServiceRef = <T>(id: string): ServiceRef<T> => ({ id });

export const optional = <T>(ref: ServiceRef<T>): OptionalServiceRef<T> => ({ id: ref.id, optional: true });

export type ServiceOf<Ref> =
  Ref extends OptionalServiceRef<infer T> ? T | undefined : Ref extends ServiceRef<infer T> ? T : never;
