import { StripeFailure } from '../api/errors';
import { type World } from '../world';
import { challengePage, checkoutPage } from './checkout';
import { type ControlParts, createControlPage } from './control';
import { invoicePage, invoicePdf, receiptPage } from './invoices';
import { expressPage, onboardingPage } from './onboarding';
import { portalPage } from './portal';
import { notice, redirect, type SiteAnswer, type SitePage, type SiteRequest } from './site';

/** Serves the hosted pages; `act` runs work on the state in one transaction. */
export function createSite(
  act: <T>(work: (world: World) => T) => T,
  control: ControlParts,
): (request: SiteRequest) => SiteAnswer {
  const pages: readonly SitePage[] = [
    checkoutPage,
    challengePage,
    portalPage,
    onboardingPage,
    expressPage,
    invoicePage,
    invoicePdf,
    receiptPage,
    createControlPage(control),
  ];
  return ({ method, path, query, form }) => {
    if (path === '/') return redirect('/sandbox');
    for (const page of pages) {
      const match = page.path.exec(path);
      if (!match) continue;
      const ids = match.slice(1);
      try {
        if (method === 'GET') return act(world => page.show(world, ids, query));
        const press = page.act;
        if (method === 'POST' && press) return act(world => press.call(page, world, ids, form));
        return { status: 405, headers: { Allow: page.act ? 'GET, POST' : 'GET' }, content: '' };
      } catch (error) {
        if (!(error instanceof StripeFailure)) throw error;
        return notice('That did not work', error.message, null, error.status);
      }
    }
    return notice('There is no such page', 'The sandbox has nothing at this address.', null, 404);
  };
}
