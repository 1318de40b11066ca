import KeyIcon from '@mui/icons-material/SensorsOutlined';
import ProductsIcon from '@mui/icons-material/AppsOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { telemetryErase, telemetryManage } from '../contract/permissions';

export default createFrontendPlugin({
  id: 'telemetry',
  pages: [
    {
      path: '/settings/products',
      title: 'Products',
      access: { permission: telemetryManage },
      nav: { section: 'settings', icon: ProductsIcon, order: 40 },
      keywords: ['telemetry', 'events', 'vertical', 'first event', 'data quality'],
      load: () => import('./pages/ProductsPage'),
    },
    {
      path: '/settings/products/:productId',
      title: 'Data quality',
      access: { permission: telemetryManage },
      load: () => import('./pages/ProductQualityPage'),
    },
    {
      path: '/settings/products/:productId/live',
      title: 'Live events',
      access: { permission: telemetryManage },
      load: () => import('./pages/ProductLivePage'),
    },
    {
      path: '/settings/products/:productId/data',
      title: 'Delete data',
      access: { permission: telemetryErase },
      load: () => import('./pages/ProductDataPage'),
    },
    {
      path: '/settings/ingest-keys',
      title: 'Ingest keys',
      access: { permission: telemetryManage },
      nav: { section: 'settings', icon: KeyIcon, order: 41 },
      keywords: ['telemetry', 'sdk', 'send events', 'origin'],
      load: () => import('./pages/IngestKeysPage'),
    },
  ],
});
