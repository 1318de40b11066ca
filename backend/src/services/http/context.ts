import type { Logger, Principal, RequestContext, SessionControl } from '@netcrab/plugin-api/backend';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The context of one request; what costs something is made when it is first asked for. */
export class HostRequestContext implements RequestContext {
  private aborter: AbortController | undefined;
  private childLog: Logger | undefined;

  constructor(
    readonly requestId: string,
    readonly principal: Principal,
    readonly ip: string,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly baseLog: Logger,
    readonly session?: SessionControl,
  ) {}

  get log(): Logger {
    return (this.childLog ??= this.baseLog.child({ requestId: this.requestId }));
  }
  get method(): string {
    return this.request.method ?? 'GET';
  }
  get url(): string {
    return this.request.url ?? '/';
  }
  get headers(): IncomingMessage['headers'] {
    return this.request.headers;
  }
  get signal(): AbortSignal {
    if (!this.aborter) {
      const aborter = (this.aborter = new AbortController());
      this.response.once('close', () => {
        if (!this.response.writableFinished) aborter.abort();
      });
    }
    return this.aborter.signal;
  }
  setHeader(name: string, value: string): void {
    this.response.setHeader(name, value);
  }
}
