import OptInIcon from '@mui/icons-material/ToggleOnOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { manageContributions } from '../contract/permissions';

export default createFrontendPlugin({
  id: 'contributions',
  pages: [
    {
      path: '/app/marketplace/opt-in',
      title: 'Opt-in',
      access: { permission: manageContributions },
      nav: { section: 'selling', icon: OptInIcon, order: 20 },
      keywords: ['contribute', 'opt out', 'packs', 'share', 'products'],
      load: () => import('./pages/OptInPage'),
    },
  ],
});
