import { type DescribedApi, type DescribedOperation } from '../parameters/shape';
import { operations } from './operations';
import { type Operation } from './operation';

export interface Route {
  readonly name: string;
  readonly described: DescribedOperation;
  readonly run: Operation;
}

export type FindRoute = (method: string, path: string) => { route: Route; id: string } | undefined;

/** Finds operations by the requests that the SDK sends for them. Fixed paths win over those with an id. */
export function createRoutes(api: DescribedApi): FindRoute {
  const fixed = new Map<string, Route>();
  const patterns: { method: string; pattern: RegExp; route: Route }[] = [];
  for (const [name, described] of Object.entries(api.operations)) {
    const run = operations[name];
    if (!run) throw new Error(`The sandbox has no ${name}`);
    const route = { name, described, run };
    if (described.path.includes(':id')) {
      const pattern = new RegExp(`^${described.path.replace(':id', '([^/]+)')}$`);
      patterns.push({ method: described.method, pattern, route });
    } else {
      fixed.set(`${described.method} ${described.path}`, route);
    }
  }
  return (method, path) => {
    const exact = fixed.get(`${method} ${path}`);
    if (exact) return { route: exact, id: '' };
    for (const { method: verb, pattern, route } of patterns) {
      const match = verb === method ? pattern.exec(path) : null;
      if (match?.[1] !== undefined) return { route, id: decodeURIComponent(match[1]) };
    }
    return undefined;
  };
}
