import NotesIcon from '@mui/icons-material/TipsAndUpdatesOutlined';
import FrictionIcon from '@mui/icons-material/MonitorHeartOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { readInsights } from '../contract/permissions';

const access = { permission: readInsights };
const keywords = ['insights', 'friction', 'usage', 'analytics'];

export default createFrontendPlugin({
  id: 'insights',
  pages: [
    {
      path: '/app/insights',
      title: 'Friction overview',
      access,
      nav: { section: 'insights', icon: FrictionIcon, order: 10, label: 'Friction' },
      keywords: [...keywords, 'dashboard', 'efficiency'],
      load: () => import('./pages/OverviewPage'),
    },
    {
      path: '/app/insights/hotspots',
      title: 'Hotspots',
      access,
      keywords: [...keywords, 'screens', 'rage clicks', 'dead clicks', 'errors'],
      load: () => import('./pages/HotspotsPage'),
    },
    {
      path: '/app/insights/flows',
      title: 'Flows',
      access,
      keywords: [...keywords, 'paths', 'funnel', 'drop-off', 'archetypes'],
      load: () => import('./pages/FlowsPage'),
    },
    {
      path: '/app/insights/releases',
      title: 'Release comparison',
      access,
      keywords: [...keywords, 'versions', 'regression'],
      load: () => import('./pages/ReleasesPage'),
    },
    {
      path: '/app/insights/segments',
      title: 'Segments',
      access,
      keywords: [...keywords, 'clusters', 'saved filters'],
      load: () => import('./pages/SegmentsPage'),
    },
    {
      path: '/app/insights/notes',
      title: 'Crab Notes',
      access,
      nav: { section: 'insights', icon: NotesIcon, order: 20 },
      keywords: [...keywords, 'findings', 'recommendations'],
      load: () => import('./pages/NotesPage'),
    },
  ],
});
