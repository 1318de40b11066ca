import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';

/** Lines of text to come. */
export function LinesSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Stack sx={{ gap: 1 }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} variant="rounded" height={18} width={line === lines - 1 ? '60%' : '100%'} />
      ))}
    </Stack>
  );
}
