import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';

export default createFrontendPlugin({ id: 'insights' });
