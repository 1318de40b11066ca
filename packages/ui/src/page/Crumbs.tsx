import Box from '@mui/material/Box';
import Link from '@mui/material/Link';

export interface Crumb {
  label: string;
  to?: string;
}

export function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <Box component="nav" aria-label="Breadcrumb" sx={{ mb: 1 }}>
      <Box
        component="ol"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          m: 0,
          p: 0,
          listStyle: 'none',
          typography: 'caption',
          color: 'text.secondary',
          '& li:not(:last-of-type)::after': { content: '"/" / ""', marginInline: 1, opacity: 0.6 },
          '& li a': { display: 'inline-block', minHeight: 24, textDecoration: 'none' },
        }}
      >
        {crumbs.map(({ label, to }) => (
          <li key={label}>
            {to ? (
              <Link href={to} color="textSecondary">
                {label}
              </Link>
            ) : (
              label
            )}
          </li>
        ))}
      </Box>
    </Box>
  );
}
