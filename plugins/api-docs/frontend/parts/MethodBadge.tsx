import Box from '@mui/material/Box';

const colours: Readonly<Record<string, string>> = {
  GET: 'info-main',
  POST: 'success-main',
  PUT: 'warning-main',
  PATCH: 'warning-main',
  DELETE: 'error-main',
};

export function MethodBadge({ method }: { method: string }) {
  return (
    <Box
      component="span"
      sx={{
        flex: 'none',
        minWidth: 52,
        fontSize: '0.6875rem',
        fontWeight: 700,
        letterSpacing: '0.04em',
        color: `var(--mui-palette-${colours[method] ?? 'text-secondary'})`,
      }}
    >
      {method}
    </Box>
  );
}
