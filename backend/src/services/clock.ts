import type { Clock } from '@netcrab/plugin-api/backend';

export const createSystemClock = (): Clock => ({ now: () => Date.now() });
