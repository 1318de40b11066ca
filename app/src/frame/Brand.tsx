import Box from '@mui/material/Box';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { Link } from 'react-router';

/** The crab, in the colour of its surroundings. */
export function Crab({ size = 28 }: { size?: number }) {
  return (
    <Box
      component="svg"
      viewBox="0 0 32 32"
      aria-hidden
      sx={{ width: size, height: size, flex: 'none', color: 'frame.accent' }}
    >
      <g fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10 18a6 5 0 0 1 12 0 6 4.6 0 0 1-12 0Z" fill="currentColor" />
        <path d="M9 15 6.5 11.5A3.4 3.4 0 0 1 9 6.6M23 15l2.5-3.5A3.4 3.4 0 0 0 23 6.6" />
        <path d="M9.5 20.5 6 22M22.5 20.5 26 22M11 23l-2.5 3M21 23l2.5 3" />
      </g>
    </Box>
  );
}

export function Brand() {
  const { title } = usePortal().boot;
  return (
    <Box
      component={Link}
      to="/"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1.25,
        minHeight: 40,
        borderRadius: '8px',
        color: 'frame.text',
        fontWeight: 680,
        fontSize: '1.0625rem',
        letterSpacing: '-0.01em',
        textDecoration: 'none',
      }}
    >
      <Crab />
      {title}
    </Box>
  );
}
