import type {
  BootPlugin,
  FrontendPlugin,
  PageDeclaration,
  PortalSession,
  SlotFill,
} from '@netcrab/plugin-api/frontend';

export type Frontends = Readonly<Record<string, () => Promise<{ readonly default: FrontendPlugin }>>>;

export interface DeclaredPage extends PageDeclaration {
  readonly pluginId: string;
}

export interface Declarations {
  readonly pages: readonly DeclaredPage[];
  readonly fills: readonly SlotFill[];
  /** Plugins that run on the server, but whose code did not reach the browser. */
  readonly unreachable: readonly string[];
}

export const noDeclarations: Declarations = { pages: [], fills: [], unreachable: [] };

/** Loads what these plugins declare. One that cannot be loaded is named and does not hold back the others. */
export async function loadDeclarations(
  frontends: Frontends,
  plugins: readonly BootPlugin[],
): Promise<Declarations> {
  const known = plugins.flatMap(({ id }) => {
    const load = frontends[id];
    return load ? [{ id, load }] : [];
  });
  const results = await Promise.allSettled(known.map(({ load }) => load()));
  const loaded = results.flatMap(result => (result.status === 'fulfilled' ? [result.value.default] : []));
  return {
    pages: loaded.flatMap(plugin => plugin.pages.map(page => ({ ...page, pluginId: plugin.id }))),
    fills: loaded.flatMap(plugin => plugin.slots),
    unreachable: known.filter((_, index) => results[index]?.status === 'rejected').map(({ id }) => id),
  };
}

export type Admission = 'open' | 'sign-in' | 'forbidden';

/** Whether the viewer may see a page; the server decides again for the data on it. */
export function admissionTo(page: Pick<PageDeclaration, 'access'>, session: PortalSession | null): Admission {
  if (page.access === 'public') return 'open';
  if (!session) return 'sign-in';
  if (page.access === 'user') return 'open';
  return session.permissions.includes(page.access.permission.id) ? 'open' : 'forbidden';
}
