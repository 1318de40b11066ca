import { ApiError, type ErrorBody, type PortalSession } from '@netcrab/plugin-api/frontend';

/**
 * The few calls the shell makes itself, without the schemas (and their library) that typed clients bring along.
 * @throws ApiError
 */
async function request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
  const answer = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new ApiError(
      0,
      'network_error',
      'The portal did not answer. Check the connection and try again.',
      null,
    );
  });
  if (answer.ok) return answer;
  const failure = (await answer.json().catch(() => null)) as ErrorBody | null;
  throw new ApiError(
    answer.status,
    failure?.error.code ?? 'internal_error',
    failure?.error.message ?? `The portal answered ${answer.status}.`,
    failure?.error.requestId ?? answer.headers.get('x-request-id'),
  );
}

export const fetchSession = async (): Promise<PortalSession | null> =>
  (await (await request('GET', '/api/session')).json()) as PortalSession | null;

/** Identity's `setActiveOrg`. */
export const setActiveOrg = async (orgId: string): Promise<void> =>
  void (await request('POST', '/api/identity/active-org', { orgId }));

/** Identity's `signOut`. */
export const signOut = async (): Promise<void> => void (await request('POST', '/api/identity/sign-out'));
