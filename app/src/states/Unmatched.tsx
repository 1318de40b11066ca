import { usePortal } from '@netcrab/plugin-api/frontend';
import { useEffect, useState } from 'react';
import { matchPath, useLocation } from 'react-router';
import { loadDeclarations, type DeclaredPage, type Frontends } from '../declarations';
import { useShell } from '../ShellContext';
import { NotFound } from './NotFound';
import { PluginUnavailable } from './PluginUnavailable';

/**
 * An address no running plugin serves. It may belong to one that failed to start: only now is it worth loading
 * what those declare, to tell the difference.
 */
export default function Unmatched({ frontends }: { frontends: Frontends }) {
  const { pathname } = useLocation();
  const { boot } = usePortal();
  const { unreachable } = useShell();
  const [down, setDown] = useState<readonly DeclaredPage[] | null>(null);
  useEffect(() => {
    let current = true;
    const notReady = boot.plugins.filter(plugin => plugin.status !== 'ready');
    void loadDeclarations(frontends, notReady).then(({ pages }) => current && setDown(pages));
    return () => {
      current = false;
    };
  }, [boot, frontends]);
  if (!down) return null;
  const page = down.find(({ path }) => matchPath(path, pathname));
  const plugin = page && boot.plugins.find(({ id }) => id === page.pluginId);
  if (page && plugin) return <PluginUnavailable title={page.title} plugin={plugin} />;
  return <NotFound incomplete={unreachable.length > 0} />;
}
