import { PortalContext, type Portal, type PortalBoot } from '@netcrab/plugin-api/frontend';
import { ToastProvider } from '@netcrab/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { PageRoutes } from './PageRoutes';
import { ShellContext, type ShellState } from './ShellContext';
import { loadDeclarations, noDeclarations, type Frontends } from './declarations';
import { Frame } from './frame/Frame';
import { usePortalQueries } from './session/usePortalQueries';

interface Props {
  boot: PortalBoot;
  frontends: Frontends;
  /** Stands in for the browser's address in tests. */
  router?: (content: ReactNode) => ReactNode;
}

/** Not in transitions: they would leave the old page standing, without a word, while the next one's code comes. */
const browserRouter = (content: ReactNode) => <BrowserRouter useTransitions={false}>{content}</BrowserRouter>;

export function App({ boot, frontends, router = browserRouter }: Props) {
  const { client, session, refreshSession } = usePortalQueries(boot.session);
  const [shell, setShell] = useState<ShellState>({ ...noDeclarations, loaded: false });
  useEffect(() => {
    let current = true;
    void loadDeclarations(
      frontends,
      boot.plugins.filter(plugin => plugin.status === 'ready'),
    ).then(declarations => {
      if (current) setShell({ ...declarations, loaded: true });
    });
    return () => {
      current = false;
    };
  }, [boot, frontends]);
  const portal = useMemo<Portal>(
    () => ({ boot, session, fills: shell.fills, refreshSession }),
    [boot, session, shell.fills, refreshSession],
  );
  return (
    <QueryClientProvider client={client}>
      <PortalContext value={portal}>
        <ShellContext value={shell}>
          <ToastProvider>
            {router(
              <Frame>
                <PageRoutes frontends={frontends} />
              </Frame>,
            )}
          </ToastProvider>
        </ShellContext>
      </PortalContext>
    </QueryClientProvider>
  );
}
