/**
 * How far a sender's clock was off, by the time a batch was received less the time it says it was sent: behind is a clock
 * that is slow (or a slow way), ahead one that is fast. `fine` is within ten seconds.
 */
export const skewBands = [
  'ahead_hours',
  'ahead_minutes',
  'ahead_seconds',
  'fine',
  'behind_seconds',
  'behind_minutes',
  'behind_hours',
] as const;
export type SkewBand = (typeof skewBands)[number];

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** @param skewMs received − sent */
export function skewBandOf(skewMs: number): SkewBand {
  const off = Math.abs(skewMs);
  if (off < 10 * secondMs) return 'fine';
  const side = skewMs > 0 ? 'behind' : 'ahead';
  return off < minuteMs ? `${side}_seconds` : off < hourMs ? `${side}_minutes` : `${side}_hours`;
}
