import type { ServerResponse } from 'node:http';

const statuses = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  payload_too_large: 413,
  unavailable: 503,
  internal_error: 500,
} as const;
export type ErrorCode = keyof typeof statuses;

interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A request refused as a whole, in the portal's own words and form. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: {
      readonly details?: readonly FieldProblem[];
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(message);
  }
  get status(): number {
    return statuses[this.code];
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

export function sendError(response: ServerResponse, error: HttpError, requestId: string): void {
  const { code, message, status, options } = error;
  if (options.retryAfterSeconds !== undefined)
    response.setHeader('retry-after', String(options.retryAfterSeconds));
  sendJson(response, status, {
    error: { code, message, requestId, ...(options.details && { details: options.details }) },
  });
}
