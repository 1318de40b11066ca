import type { Point } from './kMeans';

/** In the order of the features; the words for a centre below and above the sessions' mean. */
const words = [
  { low: 'short', high: 'long', weight: 1.2 },
  { low: 'quiet', high: 'busy', weight: 1 },
  { low: 'narrow', high: 'wide-ranging', weight: 1 },
  // What readers came for is named before what is as telling.
  { low: 'low-friction', high: 'high-friction', weight: 1.4 },
  { low: 'finished', high: 'given-up', weight: 1 },
] as const;

/** A feature this many standard deviations from the mean is worth a word. */
const telling = 0.5;
const mostWords = 2;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Names from what sets each group apart, `Short, high-friction sessions`: the features farthest from the mean of all
 * sessions, as many more as are needed to tell the groups apart.
 * @param centres in standard deviations from the mean
 */
export function nameClusters(centres: readonly Point[]): string[] {
  const traits = centres.map(centre =>
    words
      .map(({ low, high, weight }, axis) => {
        const away = centre[axis] ?? 0;
        return { axis, away: weight * Math.abs(away), word: away < 0 ? low : high };
      })
      .sort((a, b) => b.away - a.away),
  );
  const nameWith = (index: number, count: number) => {
    const chosen = (traits[index] ?? []).slice(0, count).sort((a, b) => a.axis - b.axis);
    return chosen.length === 0
      ? 'Typical sessions'
      : `${capital(chosen.map(({ word }) => word).join(', '))} sessions`;
  };
  const counts = traits.map(own => Math.min(mostWords, own.filter(({ away }) => away >= telling).length));
  const names = () => counts.map((count, index) => nameWith(index, count));
  for (let more = 0; more < words.length; more++) {
    const now = names();
    now.forEach((name, index) => {
      if (now.indexOf(name) !== now.lastIndexOf(name)) counts[index] = (counts[index] ?? 0) + 1;
    });
  }
  return names().map((name, index, all) => (all.indexOf(name) === index ? name : `${name} (${index + 1})`));
}
