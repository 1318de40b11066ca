const dailyBuildHour = 2;
const day = 86_400_000;

/** Epoch ms of the next daily build, 02:00 UTC, after `now`. */
export function nextBuildAt(now: number): number {
  const midnight = Math.floor(now / day) * day;
  const today = midnight + dailyBuildHour * 3_600_000;
  return now < today ? today : today + day;
}
