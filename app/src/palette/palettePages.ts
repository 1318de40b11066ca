import type { PortalSession } from '@netcrab/plugin-api/frontend';
import { admissionTo, type DeclaredPage } from '../declarations';
import { plainPath, sectionTitles } from '../navigation';

export interface PalettePage {
  readonly page: Pick<DeclaredPage, 'path' | 'title' | 'keywords'>;
  readonly path: string;
  readonly section: string;
}

const home: PalettePage = { page: { path: '/', title: 'Home', keywords: ['start'] }, path: '/', section: '' };

/** Pages that can be opened without parameters by this viewer. */
export function palettePages(pages: readonly DeclaredPage[], session: PortalSession | null): PalettePage[] {
  const open = pages.flatMap(page => {
    const path = plainPath(page);
    if (path === null || admissionTo(page, session) !== 'open') return [];
    return [{ page, path, section: page.nav ? sectionTitles[page.nav.section] : '' }];
  });
  return [home, ...open];
}
