import ReferenceIcon from '@mui/icons-material/DataObject';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';

export default createFrontendPlugin({
  id: 'api-docs',
  pages: [
    {
      path: '/docs/api',
      title: 'API reference',
      access: 'public',
      nav: { section: 'docs', icon: ReferenceIcon, order: 20 },
      keywords: ['endpoints', 'openapi', 'rest', 'curl', 'errors', 'rate limits', 'authentication'],
      load: () => import('./pages/ReferencePage'),
    },
  ],
});
