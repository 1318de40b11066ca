import type { AnyEndpoint, EndpointCall, EndpointOutput, Endpoints } from './endpoint';
import type { ErrorBody, ErrorCode } from './errors';
import { isBinary, isRawBody } from './payload';

/** A refusal of the API, as the caller sees it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode | 'network_error',
    message: string,
    readonly requestId: string | null,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Client<E extends Endpoints> = {
  readonly [Name in keyof E]: (
    ...args: Record<never, never> extends EndpointCall<E[Name]>
      ? [call?: EndpointCall<E[Name]>, options?: CallOptions]
      : [call: EndpointCall<E[Name]>, options?: CallOptions]
  ) => Promise<EndpointOutput<E[Name]>>;
};

export interface ClientOptions {
  /** Prefix of every path: '' in the browser, `http://localhost:7007` elsewhere. */
  readonly baseUrl?: string;
  readonly fetch?: typeof fetch;
  readonly headers?: () => Readonly<Record<string, string>>;
}

type LooseCall = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** The address of a call, for links and downloads. */
export function endpointUrl<E extends AnyEndpoint>(
  endpoint: E,
  call: Omit<EndpointCall<E>, 'body'>,
  baseUrl = '',
): string {
  const { params = {}, query = {} } = call as LooseCall;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const text = search.toString();
  return baseUrl + path + (text && `?${text}`);
}

/**
 * A function per declared endpoint. JSON answers are parsed by the declared output schema.
 * @throws ApiError for every answer that is not a success, and with code `network_error` where there was none.
 */
export function createClient<E extends Endpoints>(endpoints: E, options: ClientOptions = {}): Client<E> {
  const call = async (
    endpoint: AnyEndpoint,
    input: LooseCall = {},
    { signal, headers }: CallOptions = {},
  ) => {
    const raw = isRawBody(endpoint.body);
    const hasBody = input.body !== undefined;
    let response: Response;
    try {
      response = await (options.fetch ?? fetch)(endpointUrl(endpoint, input as never, options.baseUrl), {
        method: endpoint.method,
        signal,
        credentials: 'same-origin',
        headers: {
          accept: isBinary(endpoint.output) ? '*/*' : 'application/json',
          ...(hasBody && !raw && { 'content-type': 'application/json' }),
          ...options.headers?.(),
          ...headers,
        },
        ...(hasBody && { body: raw ? (input.body as BodyInit) : JSON.stringify(input.body) }),
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new ApiError(
        0,
        'network_error',
        'The portal did not answer. Check the connection and try again.',
        null,
      );
    }
    if (!response.ok) throw await toApiError(response);
    if (isBinary(endpoint.output)) return response;
    return response.status === 204 ? undefined : endpoint.output.parse(await response.json());
  };
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, endpoint]) => [
      name,
      (i: LooseCall, o: CallOptions) => call(endpoint, i, o),
    ]),
  ) as unknown as Client<E>;
}

async function toApiError(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-request-id');
  try {
    const { error } = (await response.json()) as ErrorBody;
    return new ApiError(
      response.status,
      error.code,
      error.message,
      error.requestId ?? requestId,
      error.details,
    );
  } catch {
    return new ApiError(
      response.status,
      'internal_error',
      `The portal answered ${response.status}.`,
      requestId,
    );
  }
}
