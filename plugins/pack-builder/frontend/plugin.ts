import BuildIcon from '@mui/icons-material/PrecisionManufacturingOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { buildPacks } from '../contract/permissions';

export default createFrontendPlugin({
  id: 'pack-builder',
  pages: [
    {
      path: '/admin/builds',
      title: 'Pack builds',
      access: { permission: buildPacks },
      nav: { section: 'admin', icon: BuildIcon, order: 30, label: 'Builds' },
      keywords: ['pack', 'build', 'privacy', 'ledger', 'definition', 'snapshot'],
      load: () => import('./pages/BuildsPage'),
    },
    {
      path: '/admin/builds/ledger',
      title: 'Privacy ledger',
      access: { permission: buildPacks },
      keywords: ['budget', 'rho', 'epsilon', 'privacy'],
      load: () => import('./pages/LedgerPage'),
    },
    {
      path: '/admin/builds/:buildId',
      title: 'Build',
      access: { permission: buildPacks },
      load: () => import('./pages/BuildPage'),
    },
  ],
});
