// Types only: the backend loads this contract too, and must not load React with it.
import type { SlotRef } from '@netcrab/plugin-api/frontend';

/** Below the charts of a pack's overview. */
export const packAside: SlotRef<{ readonly packId: string }> = { id: 'pack-detail.aside' };
