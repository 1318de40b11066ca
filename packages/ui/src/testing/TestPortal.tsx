import {
  PortalContext,
  type Portal,
  type PortalBoot,
  type PortalSession,
  type SlotFill,
} from '@netcrab/plugin-api/frontend';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { ToastProvider } from '../feedback/toast';
import { ThemeRoot } from '../theme/ThemeRoot';
import { LocationProbe } from './LocationProbe';

export const testBoot: PortalBoot = {
  title: 'NetCrab Portal',
  version: '0.0.0-test',
  baseUrl: 'http://localhost',
  demo: false,
  plugins: [],
  session: null,
};

/** Someone signed in; override what the test is about: `testSession({ permissions: ['keys:manage'] })`. */
export const testSession = (overrides: Partial<PortalSession> = {}): PortalSession => ({
  user: { id: 'user-1', name: 'Ada Lund', email: 'ada@example.com' },
  org: { id: 'org-1', name: 'Northwind', kind: 'both' },
  orgs: [{ id: 'org-1', name: 'Northwind', kind: 'both' }],
  roles: ['buyer_admin'],
  permissions: [],
  ...overrides,
});

export interface TestPortalProps {
  children: ReactNode;
  /** The address the test starts at. */
  path?: string;
  /** The page's declared path, when it reads parameters: `/marketplace/packs/:packId/*`. */
  route?: string;
  session?: PortalSession | null;
  boot?: Partial<PortalBoot>;
  fills?: readonly SlotFill[];
  refreshSession?: () => Promise<void>;
}

/**
 * What the shell puts around a page, for tests. Queries are not retried. The current address is the text of the
 * element with test id `location`.
 */
export function TestPortal(props: TestPortalProps) {
  const { children, path = '/', route, session = null, boot, fills = [], refreshSession } = props;
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: false, gcTime: Infinity }, mutations: { retry: false } },
      }),
  );
  const portal = useMemo<Portal>(
    () => ({
      boot: { ...testBoot, ...boot, session },
      session,
      fills,
      refreshSession: refreshSession ?? (async () => {}),
    }),
    [boot, session, fills, refreshSession],
  );
  return (
    <ThemeRoot>
      <QueryClientProvider client={client}>
        <PortalContext value={portal}>
          <MemoryRouter initialEntries={[path]} useTransitions={false}>
            <ToastProvider>
              <main>
                {route ? (
                  <Routes>
                    <Route path={route} element={children} />
                    <Route path="*" element={null} />
                  </Routes>
                ) : (
                  children
                )}
              </main>
              <LocationProbe />
            </ToastProvider>
          </MemoryRouter>
        </PortalContext>
      </QueryClientProvider>
    </ThemeRoot>
  );
}
