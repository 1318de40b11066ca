import { createContext, useContext } from 'react';
import type { DeclaredPage, Declarations } from './declarations';

export interface ShellState extends Declarations {
  /** Whether the declarations have come. */
  readonly loaded: boolean;
}

export const ShellContext = createContext<ShellState>({
  pages: [],
  fills: [],
  unreachable: [],
  loaded: false,
});

export const useShell = (): ShellState => useContext(ShellContext);

/** The first of these paths that an enabled plugin serves: links lead only where something is. */
export function usePageAt(...paths: readonly string[]): DeclaredPage | undefined {
  const { pages } = useShell();
  return paths.flatMap(path => pages.filter(page => page.path.replace(/\/\*$/, '') === path))[0];
}
