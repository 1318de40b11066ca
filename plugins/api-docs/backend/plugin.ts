import { createBackendPlugin } from '@netcrab/plugin-api/backend';

/** A page only: the host serves the document it reads. */
export default createBackendPlugin({ id: 'api-docs', needs: {}, start() {} });
