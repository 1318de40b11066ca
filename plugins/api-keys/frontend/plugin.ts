import KeyIcon from '@mui/icons-material/VpnKeyOutlined';
import UsageIcon from '@mui/icons-material/DataUsageOutlined';
import { createFrontendPlugin, fillSlot } from '@netcrab/plugin-api/frontend';
import { homeAttention } from '@netcrab/ui';
import { manageKeys, readUsage } from '../contract';

export default createFrontendPlugin({
  id: 'api-keys',
  pages: [
    {
      path: '/app/api-keys',
      title: 'API keys',
      access: { permission: manageKeys },
      nav: { section: 'marketplace', icon: KeyIcon, order: 30 },
      keywords: ['token', 'secret', 'bearer', 'create key', 'rotate', 'revoke'],
      load: () => import('./pages/ApiKeysPage'),
    },
    {
      path: '/app/api-keys/usage',
      title: 'Usage',
      access: { permission: readUsage },
      nav: { section: 'marketplace', icon: UsageIcon, order: 31 },
      keywords: ['quota', 'rows', 'limit', 'requests'],
      load: () => import('./pages/UsagePage'),
    },
  ],
  slots: [fillSlot(homeAttention, () => import('./parts/QuotaAttention'), 20)],
});
