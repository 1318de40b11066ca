import FavoriteIcon from '@mui/icons-material/FavoriteBorder';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { giveKudos } from './contract.js';

export default createFrontendPlugin({
  id: 'kudos',
  pages: [
    {
      path: '/app/kudos',
      title: 'Kudos',
      access: { permission: giveKudos },
      nav: { section: 'insights', icon: FavoriteIcon, order: 90 },
      load: () => import('./page.js'),
    },
  ],
});
