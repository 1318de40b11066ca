/** When the next scheduled build of a pack starts: daily at 02:00 UTC, weekly packs on Mondays at 03:00 UTC. Epoch ms. */
export function nextRefresh(updateFrequency: 'daily' | 'weekly', now: number): number {
  const at = new Date(now);
  const hour = updateFrequency === 'daily' ? 2 : 3;
  at.setUTCHours(hour, 0, 0, 0);
  while (at.getTime() <= now || (updateFrequency === 'weekly' && at.getUTCDay() !== monday)) {
    at.setUTCDate(at.getUTCDate() + 1);
  }
  return at.getTime();
}

const monday = 1;
