import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { ReactNode } from 'react';
import { ErrorPanel } from './ErrorPanel';
import { Late } from './Late';
import { LinesSkeleton } from './LinesSkeleton';

/** The part of a react-query result this looks at. */
export interface ViewedQuery<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  refetch(): unknown;
}

export interface QueryViewProps<Data> {
  query: ViewedQuery<Data>;
  /** Shaped like the content; a few lines without it. */
  skeleton?: ReactNode;
  isEmpty?: (data: Data) => boolean;
  /** Shown when `isEmpty` says so: usually an `EmptyState`. */
  empty?: ReactNode;
  /** What could not be loaded, for the error: `Usage could not be loaded`. */
  errorTitle?: string;
  children: (data: Data) => ReactNode;
}

/** The only place that decides between loading, error, empty and content. */
export function QueryView<Data>({
  query,
  skeleton,
  isEmpty,
  empty,
  errorTitle,
  children,
}: QueryViewProps<Data>) {
  const { data, error } = query;
  if (data === undefined) {
    if (error) return <ErrorPanel error={error} title={errorTitle} onRetry={() => void query.refetch()} />;
    return <Late>{skeleton ?? <LinesSkeleton />}</Late>;
  }
  const content = isEmpty?.(data) && empty !== undefined ? empty : children(data);
  if (!error) return <>{content}</>;
  return (
    <Stack sx={{ gap: 2 }}>
      <Alert
        severity="warning"
        action={
          <Button color="inherit" size="small" onClick={() => void query.refetch()}>
            Try again
          </Button>
        }
      >
        This may be out of date: the last refresh failed.
      </Alert>
      {content}
    </Stack>
  );
}
