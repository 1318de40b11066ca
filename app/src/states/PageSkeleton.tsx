import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

/** The shape most pages have: a title, a line below it, cards and a table. */
export function PageSkeleton() {
  return (
    <Box sx={{ maxWidth: 1240, marginInline: 'auto', padding: { xs: '20px 16px', md: '32px 40px' } }}>
      <Skeleton variant="rounded" height={34} width="min(320px, 70%)" />
      <Skeleton variant="rounded" height={18} width="min(520px, 90%)" sx={{ mt: 1.5 }} />
      <Box
        sx={{ display: 'grid', gap: 2, mt: 4, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}
      >
        {[0, 1, 2].map(card => (
          <Skeleton key={card} variant="rounded" height={96} />
        ))}
      </Box>
      <Skeleton variant="rounded" height={280} sx={{ mt: 3 }} />
    </Box>
  );
}
