import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import HealthIcon from '@mui/icons-material/MonitorHeartOutlined';
import JobsIcon from '@mui/icons-material/ScheduleOutlined';
import PluginsIcon from '@mui/icons-material/ExtensionOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { readAdmin, readAudit } from '../contract/permissions';

const access = { permission: readAdmin };

export default createFrontendPlugin({
  id: 'admin',
  pages: [
    {
      path: '/admin/plugins',
      title: 'Plugins',
      access,
      nav: { section: 'admin', icon: PluginsIcon, order: 10 },
      keywords: ['enable', 'disable', 'switch', 'version', 'config'],
      load: () => import('./pages/PluginsPage'),
    },
    {
      path: '/admin/plugins/:pluginId',
      title: 'Plugin',
      access,
      load: () => import('./pages/PluginPage'),
    },
    {
      path: '/admin/jobs',
      title: 'Jobs',
      access,
      nav: { section: 'admin', icon: JobsIcon, order: 20 },
      keywords: ['schedule', 'cron', 'run now'],
      load: () => import('./pages/JobsPage'),
    },
    {
      path: '/admin/jobs/:jobId',
      title: 'Job',
      access,
      load: () => import('./pages/JobPage'),
    },
    {
      path: '/admin/audit',
      title: 'Audit log',
      access: { permission: readAudit },
      nav: { section: 'admin', icon: AuditIcon, order: 40 },
      keywords: ['who', 'history', 'changes', 'export', 'verify'],
      load: () => import('./pages/AuditPage'),
    },
    {
      path: '/admin/health',
      title: 'Health',
      access,
      nav: { section: 'admin', icon: HealthIcon, order: 50 },
      keywords: ['ready', 'database', 'version', 'node'],
      load: () => import('./pages/HealthPage'),
    },
  ],
});
