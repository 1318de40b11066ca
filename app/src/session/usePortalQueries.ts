import { ApiError, type PortalSession } from '@netcrab/plugin-api/frontend';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fetchSession } from './requests';

const retries = 2;

/** What the server refused on purpose is not asked again; what it could not do is, twice. */
const worthRetrying = (failures: number, error: Error): boolean =>
  failures < retries && !(error instanceof ApiError && error.status >= 400 && error.status < 500);

const isSame = (a: PortalSession | null, b: PortalSession | null): boolean =>
  a?.user.id === b?.user.id && a?.org?.id === b?.org?.id;

/** The session and the cache of answers: one lives as long as the other, since answers belong to a viewer and an org. */
export function usePortalQueries(initial: PortalSession | null) {
  const [session, setSession] = useState(initial);
  const known = useRef(initial);
  const refresh = useRef<() => Promise<void>>(async () => {});
  const [client] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({
          // A session that ended elsewhere: learn it once, and the page turns into the sign-in.
          onError: error => {
            if (error instanceof ApiError && error.status === 401 && known.current) void refresh.current();
          },
        }),
        defaultOptions: { queries: { staleTime: 30_000, retry: worthRetrying } },
      }),
  );
  const refreshSession = useCallback(async () => {
    const next = await fetchSession();
    const changed = !isSame(known.current, next);
    known.current = next;
    setSession(next);
    if (changed) await client.resetQueries();
  }, [client]);
  useEffect(() => {
    refresh.current = () => refreshSession().catch(() => {});
  }, [refreshSession]);
  return { client, session, refreshSession };
}
