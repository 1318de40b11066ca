import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { visuallyHidden } from '../page/visuallyHidden';
import { chartColour } from '../theme/colours';
import { formatNumber } from '../values/format';

export interface SparklineProps {
  /** What is counted and over which time: `Requests, last 14 days`. */
  title: string;
  /** Oldest first. */
  series: readonly number[];
  unit?: string;
  width?: number;
  height?: number;
}

/** A trend the size of a word; its figures are read aloud as a list. */
export function Sparkline({ title, series, unit = '', width = 96, height = 28 }: SparklineProps) {
  const [low = 0, high = 0] = extent(series);
  const x = scaleLinear([0, Math.max(1, series.length - 1)], [2, width - 4]);
  const y = scaleLinear([Math.min(0, low), high === low ? low + 1 : high], [height - 3, 3]);
  const draw = line<number>(
    (_, index) => x(index),
    value => y(value),
  );
  const last = series.at(-1);
  return (
    <span>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden
        style={{ display: 'block', maxWidth: '100%' }}
      >
        <path
          d={draw(series) ?? undefined}
          fill="none"
          stroke={chartColour(0)}
          strokeWidth={1.5}
          strokeLinejoin="round"
        />
        {last !== undefined && (
          <circle cx={x(series.length - 1)} cy={y(last)} r={2.5} fill={chartColour(1)} />
        )}
      </svg>
      <span style={visuallyHidden}>
        {`${title}: ${series.map(value => formatNumber(value)).join(', ') || 'nothing yet'} ${unit}`.trim()}
      </span>
    </span>
  );
}
