import { z } from 'zod';
import type { ErrorCode } from './errors';
import type { BinaryOutput, RawBody } from './payload';
import type { Permission } from './permission';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One way to be let in. An endpoint lists one, or several of which any suffices. */
export type AccessRule =
  /** Anyone, signed in or not. */
  | 'public'
  /** Any signed-in user. */
  | 'user'
  /** A signed-in user whose roles in the acting org hold this permission. */
  | { readonly permission: Permission }
  /** A caller of an auth scheme that a plugin added, such as an API key, holding this scope. */
  | { readonly scheme: string; readonly scope?: string };
export type Access = AccessRule | readonly AccessRule[];

/**
 * `portal`: express with sessions, cross-origin checks and compression. `data`: straight on node:http, key-authenticated,
 * no session; for queries, downloads and ingest, where express would cost more than the work.
 */
export type Plane = 'portal' | 'data';

/** The answer has no body (204). */
export const noContent = z.undefined();

type AnyObject = z.ZodObject;
type AnyBody = z.ZodType | RawBody;
type AnyOutput = z.ZodType | BinaryOutput;

export interface Endpoint<
  Params extends AnyObject = AnyObject,
  Query extends AnyObject = AnyObject,
  Body extends AnyBody = AnyBody,
  Output extends AnyOutput = AnyOutput,
> {
  readonly method: Method;
  /** Express syntax: `/v1/packs/:packId`. */
  readonly path: string;
  /** One line for the API reference. */
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly access: Access;
  readonly plane?: Plane;
  /** Path parameters; each `:name` of the path. */
  readonly params?: Params;
  /** Query parameters; unknown ones are refused. Values arrive as strings: coerce with `z.coerce`. */
  readonly query?: Query;
  /** Unknown fields of an object body are refused at the top level: use `z.strictObject` below it. */
  readonly body?: Body;
  readonly output: Output;
  /** Of success; 200, or 204 for {@link noContent}. */
  readonly status?: number;
  /** Errors beyond those that access and validation imply. */
  readonly errors?: readonly ErrorCode[];
  /** `Cache-Control` of a successful answer; `private, no-store` without it. */
  readonly cache?: string;
  /** Data plane: pages of any origin may call it, by key and never by cookie. */
  readonly cors?: boolean;
  /**
   * Data plane, `public`: the handler checks a signature of the sender's, as of a webhook. A burst of rightly signed calls
   * is never refused; what counts against their address are only those that the handler refuses with a 4xx error, and
   * after too many in a minute the address is refused unheard.
   */
  readonly signed?: true;
}

/** Any declared endpoint, its types forgotten: what the host and the reference generator work with. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- inference needs the widest bound; no value is typed by it
export type AnyEndpoint = Endpoint<any, any, any, any>;
export type Endpoints = Readonly<Record<string, AnyEndpoint>>;

/** Declares one endpoint; its router, client and reference all come from this value. */
export const endpoint = <
  Params extends AnyObject = z.ZodObject<Record<never, never>>,
  Query extends AnyObject = z.ZodObject<Record<never, never>>,
  Body extends AnyBody = z.ZodUndefined,
  Output extends AnyOutput = z.ZodUndefined,
>(
  spec: Endpoint<Params, Query, Body, Output>,
): Endpoint<Params, Query, Body, Output> => spec;

type ParamsSchema<E> = E extends Endpoint<infer P, infer _Q, infer _B, infer _O> ? P : never;
type QuerySchema<E> = E extends Endpoint<infer _P, infer Q, infer _B, infer _O> ? Q : never;
type BodySchema<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _O> ? B : never;
type OutputSchema<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer O> ? O : never;

type Parsed<S> = S extends z.ZodType ? z.output<S> : S extends RawBody ? Uint8Array : undefined;
type Unparsed<S> = S extends z.ZodType ? z.input<S> : S extends RawBody ? BodyInit : undefined;

/** What a handler receives: validated and transformed. */
export interface EndpointInput<E> {
  readonly params: Parsed<ParamsSchema<E>>;
  readonly query: Parsed<QuerySchema<E>>;
  readonly body: Parsed<BodySchema<E>>;
}

/** What a handler of a JSON endpoint returns. */
export type EndpointResult<E> = OutputSchema<E> extends z.ZodType ? z.input<OutputSchema<E>> : never;

/** What the typed client resolves to. */
export type EndpointOutput<E> = OutputSchema<E> extends z.ZodType ? z.output<OutputSchema<E>> : Response;

type OptionalWhenEmpty<Key extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Key]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** What the typed client asks for; parts that are empty or wholly optional may be left out. */
export type EndpointCall<E> = OptionalWhenEmpty<'params', Unparsed<ParamsSchema<E>>> &
  OptionalWhenEmpty<'query', Unparsed<QuerySchema<E>>> &
  OptionalWhenEmpty<'body', Unparsed<BodySchema<E>>>;
