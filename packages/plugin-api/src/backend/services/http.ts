import type { Endpoints, EndpointInput, EndpointResult } from '../../contract/endpoint';
import type { Reply, RequestContext } from '../request';
import type { AuthService } from './auth';

/** Handlers of endpoints without an answer may return nothing at all. */
type HandlerResult<E> = Reply | EndpointResult<E> | (undefined extends EndpointResult<E> ? void : never);

export type Handler<E> = (
  input: EndpointInput<E>,
  context: RequestContext,
) => Promise<HandlerResult<E>> | HandlerResult<E>;

export type Handlers<E extends Endpoints> = { readonly [Name in keyof E]: Handler<E[Name]> };

export interface HttpService {
  /** Serves endpoints of the plugin's contract. Every endpoint needs its handler. */
  serve<E extends Endpoints>(endpoints: E, handlers: Handlers<E>): void;
  readonly auth: AuthService;
}
