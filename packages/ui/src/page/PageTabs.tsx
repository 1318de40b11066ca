import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

export interface PageTab {
  label: ReactNode;
  /** The route of the tab; the current one is found by the longest match. */
  to: string;
}

/** Tabs that are routes are links, not an ARIA tablist: they open in a new window and live in the history. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  return (
    <Box
      component="nav"
      aria-label={`${label}: parts`}
      sx={{
        mt: 2.5,
        display: 'flex',
        gap: 0.5,
        overflowX: 'auto',
        scrollbarWidth: 'none',
        boxShadow: 'inset 0 -1px 0 var(--mui-palette-divider)',
        '& a': {
          flex: 'none',
          padding: '10px 12px',
          borderBottom: '3px solid transparent',
          borderRadius: '6px 6px 0 0',
          color: 'text.secondary',
          typography: 'button',
          textDecoration: 'none',
          outlineOffset: -3,
        },
        '& a:hover': { color: 'text.primary' },
        '& a[aria-current]': {
          color: 'text.primary',
          borderBottomColor: 'var(--mui-palette-secondary-main)',
        },
      }}
    >
      {tabs.map(tab => (
        <NavLink
          key={tab.to}
          to={tab.to}
          end={tabs.some(other => other !== tab && other.to.startsWith(`${tab.to}/`))}
        >
          {tab.label}
        </NavLink>
      ))}
    </Box>
  );
}
