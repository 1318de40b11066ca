import type { Filters } from '../../contract';

type Given = Readonly<Record<string, string | undefined>>;

const withQuery = (path: string, query: Given): string => {
  const params = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return params.size === 0 ? path : `${path}?${params}`;
};

/** The page that shows what a screen's evidence says, narrowed as it was. */
export const screenAddress = (screen: string, filters: Filters): string =>
  withQuery('/app/insights/hotspots', { ...filters, screen });

/** The overview of a task, which shows how many take it up. */
export const taskAddress = (task: string, filters: Filters): string =>
  withQuery('/app/insights', { ...filters, task });
export const releaseAddress = (a: string, b: string, task: string, filters: Filters): string =>
  withQuery('/app/insights/releases', { ...filters, a, b, task });
