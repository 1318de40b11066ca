import { lazy, Suspense } from 'react';
import { Late } from '../query/Late';
import { LinesSkeleton } from '../query/LinesSkeleton';

const RenderedMarkdown = lazy(() => import('./RenderedMarkdown'));

/** Prose others wrote: GitHub's Markdown, with any HTML that could act on the page taken out. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense
      fallback={
        <Late label="Loading text">
          <LinesSkeleton />
        </Late>
      }
    >
      <RenderedMarkdown text={text} />
    </Suspense>
  );
}
