import { sparkDays, type ApiKey } from '../../contract';
import { lastDays } from '../quota/calendar';
import type { DatabaseUsageStore } from '../quota/usageStore';
import type { Acting, KeyOperations } from './keyOperations';
import { keyView } from './keyView';

/** All keys of the org, newest first, each with its requests of the last days. */
export async function listKeys(
  { store, clock }: KeyOperations,
  usage: DatabaseUsageStore,
  acting: Pick<Acting, 'orgId'>,
): Promise<{ keys: ApiKey[] }> {
  const now = clock.now();
  const days = lastDays(now, sparkDays);
  const [keys, requests] = await Promise.all([
    store.list(acting.orgId),
    usage.requestsByKey(acting.orgId, days[0] ?? ''),
  ]);
  return {
    keys: keys.map(key => {
      const byDay = requests.get(key.id);
      return keyView(
        key,
        now,
        days.map(day => byDay?.get(day) ?? 0),
      );
    }),
  };
}
