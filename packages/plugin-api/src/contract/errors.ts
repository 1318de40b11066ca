/** Every error code an API of the portal answers with, and its HTTP status. */
export const errorStatus = {
  invalid_request: 400,
  unauthorized: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  payload_too_large: 413,
  range_not_satisfiable: 416,
  quota_exceeded: 429,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorStatus;

/** One refused field: a dotted path, what is wrong with it, and what would be right. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly requestId: string;
    readonly details?: unknown;
  };
}

/** An error that is safe to show: its message names what happened and the remedy. */
export class PortalError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: {
      readonly details?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
  }
  get status(): number {
    return errorStatus[this.code];
  }
}

type Options = ConstructorParameters<typeof PortalError>[2];

export class InvalidRequestError extends PortalError {
  constructor(message: string, problems?: readonly FieldProblem[]) {
    super('invalid_request', message, { details: problems });
  }
}
export class UnauthorizedError extends PortalError {
  constructor(message = 'Sign in, or send an API key in the Authorization header.', options?: Options) {
    super('unauthorized', message, options);
  }
}
export class PaymentRequiredError extends PortalError {
  constructor(message: string, options?: Options) {
    super('payment_required', message, options);
  }
}
export class ForbiddenError extends PortalError {
  constructor(message: string, options?: Options) {
    super('forbidden', message, options);
  }
}
export class NotFoundError extends PortalError {
  constructor(message: string, options?: Options) {
    super('not_found', message, options);
  }
}
export class ConflictError extends PortalError {
  constructor(message: string, options?: Options) {
    super('conflict', message, options);
  }
}
export class RateLimitedError extends PortalError {
  constructor(message: string, options?: Options) {
    super('rate_limited', message, options);
  }
}
export class QuotaExceededError extends PortalError {
  constructor(message: string, options?: Options) {
    super('quota_exceeded', message, options);
  }
}
export class UnavailableError extends PortalError {
  constructor(message: string, options?: Options) {
    super('unavailable', message, options);
  }
}

/**
 * True for a PortalError of any copy of this module: plugins installed from npm may bring their own,
 * which `instanceof` would not recognise.
 */
export function isPortalError(error: unknown): error is PortalError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code in errorStatus &&
    'options' in error
  );
}
