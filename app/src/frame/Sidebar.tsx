import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { usePortal, useSession } from '@netcrab/plugin-api/frontend';
import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { useShell } from '../ShellContext';
import { currentPath, navigationOf } from '../navigation';
import { Brand } from './Brand';
import { NavList } from './NavList';
import { OrgSwitcher } from './OrgSwitcher';

export const sidebarWidth = 256;

/** The pages this viewer may open, by section; also the content of the drawer on a phone. */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const { boot } = usePortal();
  const session = useSession();
  const { pages, loaded } = useShell();
  const { pathname } = useLocation();
  const groups = useMemo(() => navigationOf(pages, session), [pages, session]);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: '100%', padding: '12px 12px 16px' }}>
      <Box sx={{ paddingInline: 1, mb: 1 }}>
        <Brand />
      </Box>
      {session && <OrgSwitcher />}
      <Box component="nav" aria-label="Portal" sx={{ mt: 1.5, flex: 1 }}>
        {loaded ? (
          groups.map(group => (
            <NavList
              key={group.section}
              group={group}
              current={currentPath(groups, pathname)}
              onNavigate={onNavigate}
            />
          ))
        ) : (
          <NavSkeleton />
        )}
      </Box>
      <Box sx={{ paddingInline: 1.5, pt: 2, typography: 'caption', color: 'frame.muted' }}>
        Version {boot.version}
      </Box>
    </Box>
  );
}

function NavSkeleton() {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, padding: 1.5 }} aria-hidden>
      {[70, 55, 80, 60].map(width => (
        <Skeleton
          key={width}
          variant="rounded"
          height={16}
          width={`${width}%`}
          sx={{ bgcolor: 'frame.raised' }}
        />
      ))}
    </Box>
  );
}
