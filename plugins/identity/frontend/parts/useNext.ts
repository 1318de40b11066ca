import { useSearchParams } from 'react-router';
import { nextPath } from '../../contract';

/** Where to go on to after signing in, of this portal only; and the query that hands it on to the next page. */
export function useNext() {
  const [params] = useSearchParams();
  const next = nextPath(params.get('next'));
  return { next, query: next === '/' ? '' : `?next=${encodeURIComponent(next)}` };
}
