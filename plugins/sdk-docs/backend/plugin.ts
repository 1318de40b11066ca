import { core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import { endpoints } from '../contract';
import { createRouter } from './router';
import { createSdkFiles } from './sdkFiles';

export default createBackendPlugin({
  id: 'sdk-docs',
  needs: { http: core.http, audit: core.audit, telemetry: telemetryRef },
  start({ http, audit, telemetry }) {
    http.serve(endpoints, createRouter({ sdk: createSdkFiles(), telemetry, audit }));
  },
});
