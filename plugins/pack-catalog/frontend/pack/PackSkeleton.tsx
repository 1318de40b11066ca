import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

export function PackSkeleton() {
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', lg: '1fr 300px' } }}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Skeleton variant="rounded" height={96} />
        <Skeleton variant="rounded" height={280} />
      </Box>
      <Skeleton variant="rounded" height={260} />
    </Box>
  );
}
