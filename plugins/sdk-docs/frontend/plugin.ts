import DocsIcon from '@mui/icons-material/MenuBookOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';

export default createFrontendPlugin({
  id: 'sdk-docs',
  pages: [
    {
      path: '/docs/sdk',
      title: 'SDK quick start',
      access: 'public',
      nav: { section: 'docs', icon: DocsIcon, label: 'SDK', order: 10 },
      keywords: ['sdk', 'integrate', 'first event', 'script tag', 'telemetry', 'get started'],
      load: () => import('./pages/QuickStartPage'),
    },
    {
      path: '/docs/sdk/task-types',
      title: 'Task types',
      access: 'public',
      keywords: ['tasks', 'startTask', 'completeTask', 'rename', 'merge', 'inferred', 'registry'],
      load: () => import('./pages/TaskTypesPage'),
    },
    {
      path: '/docs/sdk/api',
      title: 'SDK reference',
      access: 'public',
      keywords: [
        'init',
        'startTask',
        'completeTask',
        'track',
        'captureError',
        'setUser',
        'optOut',
        'flush',
        'types',
      ],
      load: () => import('./pages/SdkReferencePage'),
    },
    {
      path: '/docs/sdk/playground',
      title: 'SDK playground',
      access: 'public',
      keywords: ['try', 'live', 'redaction', 'scores', 'events'],
      load: () => import('./pages/PlaygroundPage'),
    },
    {
      path: '/docs/sdk/:chapter',
      title: 'SDK docs',
      access: 'public',
      load: () => import('./pages/ChapterPage'),
    },
  ],
});
