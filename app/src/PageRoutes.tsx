import { Late } from '@netcrab/ui';
import { lazy, useMemo } from 'react';
import { Route, Routes } from 'react-router';
import { GuardedPage } from './GuardedPage';
import { useShell } from './ShellContext';
import type { Frontends } from './declarations';
import { PageFrame } from './states/PageFrame';
import { PageSkeleton } from './states/PageSkeleton';

const Home = lazy(() => import('./home/Home'));
const Unmatched = lazy(() => import('./states/Unmatched'));

/** Every declared page under its path; home is the shell's own. */
export function PageRoutes({ frontends }: { frontends: Frontends }) {
  const { pages, loaded } = useShell();
  const routes = useMemo(() => pages.map(page => ({ page, Content: lazy(page.load) })), [pages]);
  return (
    <Routes>
      <Route
        path="/"
        element={
          <PageFrame>
            <Home />
          </PageFrame>
        }
      />
      {routes.map(({ page, Content }) => (
        <Route key={page.path} path={page.path} element={<GuardedPage page={page} Content={Content} />} />
      ))}
      <Route path="*" element={loaded ? <Unmatched frontends={frontends} /> : <Declaring />} />
    </Routes>
  );
}

/** Until the plugins have said which pages there are. */
function Declaring() {
  return (
    <Late label="Loading page">
      <PageSkeleton />
    </Late>
  );
}
