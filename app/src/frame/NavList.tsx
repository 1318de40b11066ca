import Box from '@mui/material/Box';
import { useId } from 'react';
import { Link } from 'react-router';
import { plainPath, type NavGroup } from '../navigation';

interface Props {
  group: NavGroup;
  current: string | null;
  onNavigate?: () => void;
}

export function NavList({ group, current, onNavigate }: Props) {
  const headingId = useId();
  return (
    <Box sx={{ mb: 2 }}>
      <Box
        id={headingId}
        sx={{
          padding: '4px 12px',
          typography: 'overline',
          color: 'frame.muted',
          textTransform: 'none',
          letterSpacing: 0,
        }}
      >
        {group.title}
      </Box>
      <Box component="ul" aria-labelledby={headingId} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {group.pages.map(page => {
          const path = plainPath(page);
          const Icon = page.nav?.icon;
          if (!path) return null;
          return (
            <li key={page.path}>
              <Box
                component={Link}
                to={path}
                onClick={onNavigate}
                aria-current={path === current ? 'page' : undefined}
                sx={{
                  position: 'relative',
                  display: 'flex',
                  alignItems: 'center',
                  gap: 1.25,
                  minHeight: 38,
                  paddingInline: 1.5,
                  borderRadius: '8px',
                  color: 'frame.muted',
                  fontSize: '0.9rem',
                  fontWeight: 550,
                  textDecoration: 'none',
                  '&:hover': { color: 'frame.text', bgcolor: 'frame.raised' },
                  '&:focus-visible': { outlineColor: 'var(--mui-palette-frame-accent)', outlineOffset: -2 },
                  '&[aria-current]': { color: 'frame.text', bgcolor: 'frame.raised' },
                  '&[aria-current]::before': {
                    content: '""',
                    position: 'absolute',
                    insetBlock: 9,
                    left: 0,
                    width: 3,
                    borderRadius: 3,
                    bgcolor: 'frame.accent',
                  },
                }}
              >
                {Icon && <Icon fontSize="small" />}
                {page.nav?.label ?? page.title}
              </Box>
            </li>
          );
        })}
      </Box>
    </Box>
  );
}
