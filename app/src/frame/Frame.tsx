import Box from '@mui/material/Box';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { DemoBanner } from './DemoBanner';
import { OfflineNotice } from './OfflineNotice';
import { Sidebar, sidebarWidth } from './Sidebar';
import { SkipLink } from './SkipLink';
import { TopBar } from './TopBar';
import { useScrollReset } from './useScrollReset';
import { useShortcuts } from './useShortcuts';

const CommandPalette = lazy(() => import('../palette/CommandPalette'));
const PhoneDrawer = lazy(() => import('./PhoneDrawer'));
const ShortcutHelp = lazy(() => import('./ShortcutHelp'));

/** What stays while pages come and go. */
export function Frame({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<'palette' | 'help' | 'drawer' | null>(null);
  const close = useCallback(() => setOverlay(null), []);
  const openPalette = useCallback(() => setOverlay('palette'), []);
  const openHelp = useCallback(() => setOverlay('help'), []);
  const openDrawer = useCallback(() => setOverlay('drawer'), []);
  useShortcuts({ onPalette: openPalette, onHelp: openHelp });
  useScrollReset();
  return (
    <Box sx={{ minHeight: '100dvh', bgcolor: 'background.default' }}>
      <SkipLink />
      <Box
        component="aside"
        sx={{
          display: { xs: 'none', md: 'block' },
          position: 'fixed',
          inset: '0 auto 0 0',
          width: sidebarWidth,
          overflowY: 'auto',
          bgcolor: 'frame.bg',
          scrollbarWidth: 'thin',
          scrollbarColor: 'var(--mui-palette-frame-line) transparent',
        }}
      >
        <Sidebar />
      </Box>
      <Box sx={{ marginLeft: { md: `${sidebarWidth}px` }, minWidth: 0 }}>
        <TopBar onMenu={openDrawer} onSearch={openPalette} onHelp={openHelp} />
        <DemoBanner />
        <OfflineNotice />
        <Box component="main" id="main" tabIndex={-1}>
          {children}
        </Box>
      </Box>
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={close} onHelp={openHelp} />}
        {overlay === 'drawer' && <PhoneDrawer onClose={close} />}
        {overlay === 'help' && <ShortcutHelp onClose={close} />}
      </Suspense>
    </Box>
  );
}
