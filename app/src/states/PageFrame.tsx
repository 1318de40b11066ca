import { FailureBoundary, Late } from '@netcrab/ui';
import { Suspense, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { PageFailed } from './PageFailed';
import { PageSkeleton } from './PageSkeleton';

/** Around each page: a skeleton while its code comes, and a failure that leaves the rest of the portal standing. */
export function PageFrame({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <FailureBoundary resetKey={pathname} fallback={error => <PageFailed error={error} />}>
      <Suspense
        fallback={
          <Late label="Loading page">
            <PageSkeleton />
          </Late>
        }
      >
        {children}
      </Suspense>
    </FailureBoundary>
  );
}
