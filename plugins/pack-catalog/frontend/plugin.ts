import StorefrontIcon from '@mui/icons-material/StorefrontOutlined';
import InventoryIcon from '@mui/icons-material/Inventory2Outlined';
import { createFrontendPlugin, fillSlot } from '@netcrab/plugin-api/frontend';
import { homeAttention, homeFeatured } from '@netcrab/ui';
import { packsQuery } from '../contract/permissions';

export default createFrontendPlugin({
  id: 'pack-catalog',
  pages: [
    {
      path: '/marketplace',
      title: 'Data packs',
      access: 'public',
      nav: { section: 'marketplace', icon: StorefrontIcon, order: 10 },
      keywords: ['catalogue', 'browse', 'marketplace'],
      load: () => import('./pages/CataloguePage'),
    },
    {
      path: '/marketplace/packs/:packId/*',
      title: 'Data pack',
      access: 'public',
      load: () => import('./pages/PackPage'),
    },
    {
      path: '/app/marketplace/my-packs',
      title: 'My packs',
      access: { permission: packsQuery },
      nav: { section: 'marketplace', icon: InventoryIcon, order: 20 },
      keywords: ['subscriptions', 'usage', 'downloads', 'quota'],
      load: () => import('./pages/MyPacksPage'),
    },
  ],
  slots: [
    fillSlot(homeFeatured, () => import('./home/FeaturedPacks'), 10),
    fillSlot(homeAttention, () => import('./home/QuotaAttention'), 10),
  ],
});
