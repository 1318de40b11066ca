import Box from '@mui/material/Box';

/** First stop of the keyboard: past the navigation. */
export function SkipLink() {
  return (
    <Box
      component="a"
      href="#main"
      onClick={event => {
        // Not an address of the portal: only the focus moves.
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
      sx={{
        position: 'fixed',
        zIndex: 'tooltip',
        top: 8,
        left: 8,
        padding: '10px 16px',
        borderRadius: '8px',
        color: 'secondary.contrastText',
        bgcolor: 'secondary.main',
        fontWeight: 600,
        transform: 'translateY(-160%)',
        '&:focus': { transform: 'none' },
      }}
    >
      Skip to the content
    </Box>
  );
}
