import {
  createFrontendPlugin,
  definePermission,
  fillSlot,
  type BootPlugin,
  type FrontendPlugin,
  type PortalSession,
} from '@netcrab/plugin-api/frontend';
import { AttentionItem, homeAttention, homeFeatured, Page, SearchField, ThemeRoot } from '@netcrab/ui';
import { testBoot } from '@netcrab/ui/testing';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { App } from './App';
import type { Frontends } from './declarations';

const Icon = () => <svg />;
const manageAudit = definePermission({
  id: 'audit:read',
  title: 'read the audit log',
  roles: ['platform_admin'],
});
const page = (title: string) => () => Promise.resolve({ default: () => <Page title={title}>{null}</Page> });

const Catalogue = () => (
  <Page title="Catalogue">
    <SearchField label="Search packs" value="" onChange={() => {}} />
  </Page>
);
const Broken = (): never => {
  throw new Error('internal detail');
};

const catalog = createFrontendPlugin({
  id: 'pack-catalog',
  pages: [
    {
      path: '/marketplace',
      title: 'Catalogue',
      access: 'public',
      nav: { section: 'marketplace', icon: Icon },
      load: () => Promise.resolve({ default: Catalogue }),
    },
    {
      path: '/app/marketplace/my-packs',
      title: 'My Packs',
      access: 'user',
      keywords: ['subscriptions'],
      nav: { section: 'marketplace', icon: Icon, order: 1 },
      load: page('My Packs'),
    },
    { path: '/broken', title: 'Broken', access: 'public', load: () => Promise.resolve({ default: Broken }) },
    {
      path: '/outdated',
      title: 'Outdated',
      access: 'public',
      load: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module: /assets/x.js')),
    },
  ],
  slots: [
    fillSlot(homeFeatured, () => Promise.resolve({ default: () => <p>Featured: CRM friction</p> })),
    fillSlot(homeAttention, () =>
      Promise.resolve({
        default: () => (
          <AttentionItem
            tone="warn"
            title="80 % used"
            action={{ label: 'See usage', to: '/app/marketplace/my-packs' }}
          />
        ),
      }),
    ),
  ],
});
const admin = createFrontendPlugin({
  id: 'admin',
  pages: [
    {
      path: '/admin/audit',
      title: 'Audit log',
      access: { permission: manageAudit },
      nav: { section: 'admin', icon: Icon },
      load: page('Audit log'),
    },
  ],
});
const identity = createFrontendPlugin({
  id: 'identity',
  pages: [{ path: '/sign-in', title: 'Sign in', access: 'public', load: page('Sign in') }],
});

export const load = (plugin: FrontendPlugin) => () => Promise.resolve({ default: plugin });
export const frontends: Frontends = {
  'pack-catalog': load(catalog),
  admin: load(admin),
  identity: load(identity),
};
export const ready = (id: string): BootPlugin => ({ id, status: 'ready', reason: null, config: {} });
const everything = Object.keys(frontends).map(ready);

const Address = () => {
  const { pathname, search } = useLocation();
  return <output data-testid="address">{pathname + search}</output>;
};

interface Situation {
  path?: string;
  session?: PortalSession | null;
  plugins?: readonly BootPlugin[];
  demo?: boolean;
  code?: Frontends;
}

export function open({
  path = '/',
  session = null,
  plugins = everything,
  demo = false,
  code = frontends,
}: Situation = {}) {
  render(
    <ThemeRoot>
      <App
        boot={{ ...testBoot, demo, plugins, session }}
        frontends={code}
        router={content => (
          <MemoryRouter initialEntries={[path]} useTransitions={false}>
            {content}
            <Address />
          </MemoryRouter>
        )}
      />
    </ThemeRoot>,
  );
  return userEvent.setup();
}

export const address = () => screen.getByTestId('address').textContent;
export const nav = async () => within(await screen.findByRole('navigation', { name: 'Portal' }));
export const h1 = (name: string) => screen.findByRole('heading', { level: 1, name });
