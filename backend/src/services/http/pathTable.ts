import type { Method } from '@netcrab/plugin-api/backend';
import type { Route } from './route';
import { decode } from './validate';

interface Node {
  readonly fixed: Map<string, Node>;
  param: { readonly name: string; readonly node: Node } | null;
  readonly routes: Map<Method, Route>;
}

const newNode = (): Node => ({ fixed: new Map(), param: null, routes: new Map() });

export interface PathMatch {
  readonly routes: ReadonlyMap<Method, Route>;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds data-plane routes by path, segment by segment; a fixed segment wins over a parameter. */
export class PathTable {
  private readonly root = newNode();

  /** @throws Error when method and path are taken. */
  add(route: Route): void {
    let node = this.root;
    for (const segment of segmentsOf(route.endpoint.path)) {
      if (segment.startsWith(':')) {
        node.param ??= { name: segment.slice(1), node: newNode() };
        if (node.param.name !== segment.slice(1)) {
          throw new Error(
            `${route.endpoint.path}: call the parameter :${node.param.name}, as other endpoints of this path do`,
          );
        }
        node = node.param.node;
      } else {
        let next = node.fixed.get(segment);
        if (!next) node.fixed.set(segment, (next = newNode()));
        node = next;
      }
    }
    const taken = node.routes.get(route.endpoint.method);
    if (taken)
      throw new Error(
        `${route.endpoint.method} ${route.endpoint.path} is served by ${taken.pluginId} already`,
      );
    node.routes.set(route.endpoint.method, route);
  }

  find(path: string): PathMatch | null {
    let node = this.root;
    let params: Record<string, string> | null = null;
    for (const segment of segmentsOf(path)) {
      const fixed = node.fixed.get(segment);
      if (fixed) node = fixed;
      else if (node.param && segment !== '') {
        (params ??= {})[node.param.name] = decode(segment, `params.${node.param.name}`);
        node = node.param.node;
      } else return null;
    }
    return node.routes.size > 0 ? { routes: node.routes, params: params ?? {} } : null;
  }
}

const segmentsOf = (path: string) => path.slice(1).split('/');
