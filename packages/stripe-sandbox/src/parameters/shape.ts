/** What a parameter may hold, as `scripts/parameters.mjs` reads it from the SDK's type definitions. */
export interface Shape {
  readonly scalars?: readonly ('boolean' | 'number' | 'string')[];
  readonly fields?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly values?: Shape;
}

/** One of the SDK's methods: the request it sends and the parameters it takes. */
export interface DescribedOperation {
  readonly method: 'DELETE' | 'GET' | 'POST';
  readonly path: string;
  readonly params: Shape;
}

export interface DescribedApi {
  /** Version of the SDK that was read. */
  readonly version: string;
  readonly operations: Readonly<Record<string, DescribedOperation>>;
}
