import type { ScaleLinear, ScaleTime } from 'd3-scale';
import { formatCompact, formatNumber } from '../values/format';

const quiet = 'var(--mui-palette-text-secondary)';
const enoughForCompact = 10_000;
const pxPerTick = 96;

const shownNumber = (value: number) =>
  Math.abs(value) >= enoughForCompact ? formatCompact(value) : formatNumber(value, 3);

/** Horizontal grid lines with their figures; the unit stands at the top one. */
export function YAxis(props: { scale: ScaleLinear<number, number>; from: number; to: number; unit: string }) {
  const { scale, from, to, unit } = props;
  const ticks = scale.ticks(4);
  return (
    <g fontSize={11.5} fill={quiet} aria-hidden>
      {ticks.map((tick, index) => (
        <g key={tick} transform={`translate(0 ${scale(tick)})`}>
          <line x1={from} x2={to} stroke="var(--mui-palette-divider)" />
          <text x={from - 8} dy="0.32em" textAnchor="end">
            {shownNumber(tick)}
            {index === ticks.length - 1 && unit === '%' ? ' %' : ''}
          </text>
        </g>
      ))}
    </g>
  );
}

type XScale = ScaleTime<number, number> | ScaleLinear<number, number>;

const isTime = (scale: XScale): scale is ScaleTime<number, number> => scale.domain()[0] instanceof Date;

interface Tick {
  readonly at: number;
  readonly text: string;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const shownInHoursMs = 36 * 3_600_000;

function timeTicks(scale: ScaleTime<number, number>, count: number): Tick[] {
  const [from, to] = scale.domain().map(Number);
  const format = (to ?? 0) - (from ?? 0) <= shownInHoursMs ? hour : day;
  const ticks = scale.ticks(count).map(tick => ({ at: scale(tick), text: format.format(tick) }));
  // Over a few days d3 also proposes times within a day: each day is named once.
  return ticks.filter((tick, index) => tick.text !== ticks[index - 1]?.text);
}

export function XAxis({ scale, y, width }: { scale: XScale; y: number; width: number }) {
  const count = Math.max(2, Math.floor(width / pxPerTick));
  const ticks: Tick[] = isTime(scale)
    ? timeTicks(scale, count)
    : scale.ticks(count).map(tick => ({ at: scale(tick), text: shownNumber(tick) }));
  return (
    <g fontSize={11.5} fill={quiet} aria-hidden textAnchor="middle">
      {ticks.map(({ at, text }) => (
        <text key={at} x={at} y={y + 18}>
          {text}
        </text>
      ))}
    </g>
  );
}
