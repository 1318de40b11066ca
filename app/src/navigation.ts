import type { NavSection, PortalSession } from '@netcrab/plugin-api/frontend';
import { admissionTo, type DeclaredPage } from './declarations';

export const sectionTitles: Record<NavSection, string> = {
  marketplace: 'Marketplace',
  insights: 'Insights',
  selling: 'Selling',
  docs: 'Docs',
  admin: 'Administration',
  settings: 'Settings',
};

export interface NavGroup {
  readonly section: NavSection;
  readonly title: string;
  readonly pages: readonly DeclaredPage[];
}

/** The sidebar of this viewer: sections in their fixed order, pages by `order` and then by name. */
export function navigationOf(pages: readonly DeclaredPage[], session: PortalSession | null): NavGroup[] {
  const shown = pages.filter(page => page.nav && admissionTo(page, session) === 'open');
  return (Object.keys(sectionTitles) as NavSection[])
    .map(section => ({
      section,
      title: sectionTitles[section],
      pages: shown
        .filter(page => page.nav?.section === section)
        .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0) || a.title.localeCompare(b.title)),
    }))
    .filter(group => group.pages.length > 0);
}

/** The address a page can be opened at without knowing any of its parameters, if it has one. */
export function plainPath(page: Pick<DeclaredPage, 'path'>): string | null {
  const path = page.path.replace(/\/\*$/, '');
  return /[:*]/.test(path) ? null : path;
}

/**
 * Which nav item stands for an address: the one whose path is its longest prefix, so that a pack's page lights up
 * the catalogue.
 */
export function currentPath(groups: readonly NavGroup[], pathname: string): string | null {
  const candidates = groups
    .flatMap(group => group.pages.map(plainPath))
    .filter(
      (path): path is string => path !== null && (pathname === path || pathname.startsWith(`${path}/`)),
    );
  return candidates.sort((a, b) => b.length - a.length)[0] ?? null;
}
