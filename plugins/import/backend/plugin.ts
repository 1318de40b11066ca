import { createBackendPlugin } from '@netcrab/plugin-api/backend';

export default createBackendPlugin({
  id: 'import',
  needs: {},
  commands: [
    {
      name: 'import',
      summary: 'import recorded events from an NDJSON file',
      load: () => import('./importCommand'),
    },
  ],
  start() {
    // All there is to it is the command.
  },
});
