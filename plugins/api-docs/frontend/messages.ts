import type { ErrorCode } from '@netcrab/plugin-api/frontend';
import { formatCount } from '@netcrab/ui';

/** What went wrong and what to do about it; a new code fails to compile until it is explained here. */
const errorMeanings: Record<ErrorCode, string> = {
  invalid_request: 'A field or parameter is unknown, missing or malformed. `details` names each one.',
  unauthorized:
    'No session or key was sent, or it is expired, revoked or mistyped. Sign in or send a valid key.',
  payment_required: 'No active subscription covers this. Subscribe, or settle the open payment.',
  forbidden:
    'You are known, but your role or the key’s scopes do not allow this. Ask for the permission named.',
  not_found: 'It does not exist, or it belongs to another organisation.',
  method_not_allowed: 'The address exists, but takes other methods: those in the header `Allow`.',
  not_acceptable: 'None of the types in `Accept` can be made. Ask for one this endpoint lists.',
  conflict: 'It clashes with the state it is in now. Read it again, then decide.',
  payload_too_large: 'The body is larger than this endpoint takes. Split it.',
  range_not_satisfiable: 'The `Range` lies outside the file. Start again without it.',
  quota_exceeded:
    'Fewer rows are left this month than the request needs. `details` has used, limit and reset.',
  rate_limited: 'Too many requests. Wait for the seconds in `Retry-After`.',
  internal_error: 'A fault of ours. Try again; if it stays, tell us the request id.',
  unavailable: 'Stopping, starting or overloaded. Try again with growing pauses.',
};

/** All text of the reference. */
export const messages = {
  title: 'API reference',
  subtitle: 'Every endpoint this portal serves now, from the declarations that serve them.',
  download: 'OpenAPI document',
  loadFailed: 'The reference could not be loaded',
  search: 'Search endpoints',
  searchHint: 'Path, name, scope …',
  index: 'Endpoints',
  expandAll: 'Expand all',
  collapseAll: 'Collapse all',
  found: (count: number) => `${formatCount(count)} ${count === 1 ? 'endpoint' : 'endpoints'}`,
  nothing: {
    title: 'No endpoint matches',
    body: (search: string) => `Nothing here has all of “${search}” in its path, name, parameters or access.`,
    action: 'Clear the search',
  },
  none: {
    title: 'No endpoints are served',
    body: 'Endpoints come with plugins. Enable some in app-config.yaml and restart the portal.',
  },
  guide: {
    start: 'Start here',
    base: 'Base URL',
    baseText:
      'Paths below are relative to it. Requests and answers are JSON in UTF-8 unless an endpoint says otherwise.',
    authentication: 'Authentication',
    authenticationText:
      'Each endpoint names who may call it; where several are named, any one will do. Anything else is refused.',
    authenticationCaption: 'Ways to authenticate',
    errors: 'Errors',
    errorsText:
      'Every error has this shape. Branch on `code`, show `message`, and quote `requestId` to support: it is also in the `X-Request-Id` header of every answer.',
    errorsCaption: 'Error codes',
    limits: 'Rate limits and quotas',
    limitsText:
      'Requests per minute are counted in a sliding window, per key and per organisation. Rows are counted per organisation, pack and calendar month (UTC); a request partly over the quota is refused, never cut short, and costs nothing.',
    limitsCaption: 'Headers that tell what is left',
    tiersCaption: 'Limits by tier',
  },
  columns: {
    way: 'Way',
    send: 'Send',
    for: 'For',
    code: 'Code',
    status: 'Status',
    meaning: 'What it means, what to do',
    header: 'Header',
    tier: 'Tier',
    rows: 'Rows a month',
    requests: 'Requests a minute',
    packs: 'Packs',
    name: 'Name',
    type: 'Type',
    description: 'Description',
  },
  ways: [
    {
      way: 'Session',
      send: 'Cookie `netcrab.sid`',
      for: 'People in a browser. Set by signing in; requests from other origins are refused.',
    },
    {
      way: 'API key',
      send: '`Authorization: Bearer nc_live_…`',
      for: 'Programs that read packs. Limited to its scopes; `nc_test_…` keys reach sample data only.',
    },
    {
      way: 'Ingest key',
      send: '`Authorization: Bearer nc_ingest_…`',
      for: 'SDKs and agents that send events. Cannot read anything.',
    },
  ],
  headers: [
    {
      header: 'RateLimit-Policy',
      meaning:
        'What is allowed: `"key";q=60;w=60, "org";q=60;w=60` is 60 requests in 60 seconds, for the key and for the organisation.',
    },
    {
      header: 'RateLimit',
      meaning:
        'What is left: `"key";r=58;t=31` is 58 requests, the oldest counted one leaving in 31 seconds.',
    },
    {
      header: 'Retry-After',
      meaning:
        'With 429: seconds until another try can succeed; with `quota_exceeded`, until the month ends.',
    },
    { header: 'X-Request-Id', meaning: 'With every answer: what support needs to find the request.' },
  ],
  tiers: [
    { tier: 'Standard', rows: 100_000, requests: 60, packs: '1' },
    { tier: 'Pro', rows: 1_000_000, requests: 120, packs: 'up to 5' },
    { tier: 'Enterprise', rows: 10_000_000, requests: 300, packs: 'all' },
  ],
  errorMeanings,
  access: {
    public: 'Public',
    session: 'Signed in',
    'api-key': 'API key',
    'ingest-key': 'Ingest key',
  } as Readonly<Record<string, string>>,
  operation: {
    access: 'Who may call it',
    curl: 'curl',
    path: 'Path parameters',
    query: 'Query parameters',
    header: 'Headers',
    cookie: 'Cookies',
    body: 'Request body',
    success: (status: number) => `Response ${status}`,
    errors: 'Errors',
    noBody: 'No body.',
    shape: (type: string, types: string) => `${type} as ${types}`,
    raw: (types: string) => `Bytes of ${types}`,
    required: 'required',
    link: (id: string) => `Link to ${id}`,
    copyLink: 'Copy link',
    copyPath: 'Copy path',
    copySchema: 'Copy as JSON Schema',
  },
} as const;
