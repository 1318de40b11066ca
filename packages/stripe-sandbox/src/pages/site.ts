export interface SiteRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

export interface SiteAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly content?: Buffer | string;
}
