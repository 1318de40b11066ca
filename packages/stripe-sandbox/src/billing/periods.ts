import type { Stripe } from 'stripe';

export type Interval = Pick<Stripe.Price.Recurring, 'interval' | 'interval_count'>;

const secondsOf: Record<string, number> = { day: 86_400, week: 7 * 86_400 };

/** The time `count` intervals after an anchor, Unix seconds; a month's last days stay its last days. */
export function after(anchor: number, { interval, interval_count: each }: Interval, count = 1): number {
  const seconds = secondsOf[interval];
  if (seconds !== undefined) return anchor + seconds * each * count;
  const date = new Date(anchor * 1000);
  const months = each * count * (interval === 'year' ? 12 : 1);
  const target = new Date(date);
  target.setUTCDate(1);
  target.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return Math.floor(target.getTime() / 1000);
}

/** The end of the period that starts at a time, on the grid of the anchor. */
export function endOfPeriod(anchor: number, interval: Interval, start: number): number {
  for (let count = 1; ; count += 1) {
    const end = after(anchor, interval, count);
    if (end > start) return end;
  }
}
