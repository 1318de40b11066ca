import { createFrontendPlugin, fillSlot } from '@netcrab/plugin-api/frontend';
import { homeAttention } from '@netcrab/ui';
import { testSession } from '@netcrab/ui/testing';
import { act, screen, within } from '@testing-library/react';
import { address, frontends, h1, load, nav, open, ready } from './portalFixture';

describe('navigation', () => {
  test('shows what this viewer may open, and nothing of plugins that are off', async () => {
    open({ plugins: [ready('pack-catalog')] });
    const links = await nav();
    expect(await links.findByRole('link', { name: 'Catalogue' })).toHaveAttribute('href', '/marketplace');
    expect(links.queryByRole('link', { name: 'My Packs' })).not.toBeInTheDocument();
    expect(links.queryByText('Administration')).not.toBeInTheDocument();
  });

  test('a permission opens its section, and the current page is marked', async () => {
    open({ path: '/admin/audit', session: testSession({ permissions: ['audit:read'] }) });
    expect(await (await nav()).findByRole('link', { name: 'Audit log' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(await h1('Audit log')).toBeVisible();
  });

  test('the skip link moves the focus past it', async () => {
    const user = open({ path: '/marketplace' });
    await h1('Catalogue');
    await user.tab();
    expect(screen.getByRole('link', { name: 'Skip to the content' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
  });
});

describe('pages that cannot be shown', () => {
  test('one for signed-in users sends to the sign-in and back', async () => {
    open({ path: '/app/marketplace/my-packs?tab=usage' });
    await h1('Sign in');
    expect(address()).toBe('/sign-in?next=%2Fapp%2Fmarketplace%2Fmy-packs%3Ftab%3Dusage');
  });

  test('says so where nobody can sign in', async () => {
    open({ path: '/app/marketplace/my-packs', plugins: [ready('pack-catalog')] });
    expect(await screen.findByText('This page needs you to be signed in')).toBeVisible();
  });

  test('one beyond the role names who may see it', async () => {
    open({ path: '/admin/audit', session: testSession() });
    expect(await screen.findByText(/platform administrators/)).toBeVisible();
  });

  test('an unknown address offers a way on', async () => {
    open({ path: '/nowhere' });
    await h1('Page not found');
    expect(screen.getByRole('link', { name: 'Browse the catalogue' })).toHaveAttribute(
      'href',
      '/marketplace',
    );
  });

  test('of a plugin that failed: everyone learns it is down, administrators learn why', async () => {
    const plugins = [
      ready('pack-catalog'),
      { ...ready('admin'), status: 'failed' as const, reason: 'port 9 is taken' },
    ];
    open({ path: '/admin/audit', plugins, session: testSession({ roles: ['platform_admin'] }) });
    expect(await screen.findByText('This part of the portal is not running')).toBeVisible();
    expect(screen.getByText('port 9 is taken')).toBeVisible();
    expect((await nav()).queryByRole('link', { name: 'Audit log' })).not.toBeInTheDocument();
  });

  test('one that breaks leaves the frame standing and keeps its details to itself', async () => {
    const silenced = jest.spyOn(console, 'error').mockImplementation(() => {});
    const user = open({ path: '/broken' });
    await h1('This page stopped working');
    expect(screen.queryByText(/internal detail/)).not.toBeInTheDocument();
    await user.click(await (await nav()).findByRole('link', { name: 'Catalogue' }));
    expect(await h1('Catalogue')).toBeVisible();
    silenced.mockRestore();
  });

  test('one whose code is gone after an update asks for a reload', async () => {
    const silenced = jest.spyOn(console, 'error').mockImplementation(() => {});
    open({ path: '/outdated' });
    await h1('This page could not be fetched');
    expect(screen.getByRole('button', { name: 'Reload the page' })).toBeVisible();
    silenced.mockRestore();
  });

  test('a plugin whose declarations do not arrive does not take the others along', async () => {
    open({ path: '/admin/audit', code: { ...frontends, admin: () => Promise.reject(new Error('offline')) } });
    expect(await screen.findByText(/code did not arrive/)).toBeVisible();
    expect(await (await nav()).findByRole('link', { name: 'Catalogue' })).toBeVisible();
  });
});

describe('home', () => {
  test('signed out: what this is, what is featured, one way in per audience', async () => {
    open({ demo: true });
    await h1('How software gets used, without the people in it');
    expect(await screen.findByText('Featured: CRM friction')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Browse the catalogue' })).toHaveAttribute(
      'href',
      '/marketplace',
    );
    expect(screen.getByRole('link', { name: 'Start contributing' })).toBeVisible();
    expect(
      within(screen.getByRole('region', { name: 'Demo data' })).getByRole('link', {
        name: 'Sign in as buyer, seller or admin',
      }),
    ).toHaveAttribute('href', '/sign-in');
  });

  test('signed in: what waits, and shortcuts to what this viewer may open', async () => {
    open({ session: testSession() });
    await h1('Welcome, Ada');
    expect(await screen.findByText('80 % used')).toBeVisible();
    const shortcuts = within(await screen.findByRole('list', { name: 'Shortcuts' }));
    expect(shortcuts.getByRole('link', { name: /My Packs/ })).toBeVisible();
    expect(shortcuts.queryByRole('link', { name: /Audit/ })).not.toBeInTheDocument();
  });

  test('signed in: the place of what waits is kept until the code that knows is there', async () => {
    const slow = createFrontendPlugin({
      id: 'pack-catalog',
      slots: [fillSlot(homeAttention, () => new Promise<never>(() => undefined))],
    });
    open({ session: testSession(), code: { ...frontends, 'pack-catalog': load(slow) } });
    const calm = await screen.findByText(/Nothing waits for you/);
    expect(calm.parentElement?.firstElementChild).toHaveAttribute('hidden');
  });
});

describe('keyboard', () => {
  test('Ctrl K finds a page by a keyword, and the focus arrives on its heading', async () => {
    const user = open({ session: testSession() });
    await h1('Welcome, Ada');
    await user.keyboard('{Control>}k{/Control}');
    const box = await screen.findByRole('combobox');
    await user.type(box, 'subscriptions{Enter}');
    expect(await h1('My Packs')).toHaveFocus();
    expect(address()).toBe('/app/marketplace/my-packs');
  });

  test('/ goes to the search of the page, ? to the help; neither while typing', async () => {
    const user = open({ path: '/marketplace' });
    await h1('Catalogue');
    await user.keyboard('/');
    const field = screen.getByRole('searchbox', { name: 'Search packs' });
    expect(field).toHaveFocus();
    await user.keyboard('what?');
    expect(field).toHaveValue('what?');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    act(() => field.blur());
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  });
});

test('on a phone the navigation is a drawer that closes when a page is chosen', async () => {
  const user = open();
  await h1('How software gets used, without the people in it');
  await user.click(screen.getByRole('button', { name: 'Open the navigation' }));
  const drawer = within(await screen.findByRole('dialog'));
  await user.click(await drawer.findByRole('link', { name: 'Catalogue' }));
  expect(await h1('Catalogue')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Close the navigation' })).not.toBeInTheDocument();
});

test('being offline is said', async () => {
  open();
  jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event('offline')));
  expect(screen.getByRole('region', { name: 'You are offline' })).toBeVisible();
  jest.restoreAllMocks();
});

test('the theme follows the choice and remembers it', async () => {
  const user = open();
  await user.click(screen.getByRole('button', { name: 'Theme' }));
  await user.click(await screen.findByRole('menuitemradio', { name: 'Dark theme' }));
  expect(document.documentElement).toHaveAttribute('data-scheme', 'dark');
  expect(localStorage.getItem('netcrab-scheme')).toBe('dark');
});
