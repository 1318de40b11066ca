import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { chartColour } from '../theme/colours';
import { formatCount, formatNumber } from '../values/format';
import { ChartFrame } from './ChartFrame';
import { XAxis, YAxis } from './axes';
import { useWidth } from './useWidth';

export interface HistogramBin {
  from: number;
  /** Exclusive. */
  to: number;
  count: number;
}

export interface HistogramProps {
  title: string;
  /** Ascending, without gaps. */
  series: readonly HistogramBin[];
  /** Of `from` and `to`. */
  unit?: string;
  height?: number;
}

const margin = { top: 8, right: 8, bottom: 24, left: 48 };

export function Histogram({ title, series, unit = '', height = 160 }: HistogramProps) {
  const [ref, width] = useWidth<SVGSVGElement>();
  const x = scaleLinear(
    [series[0]?.from ?? 0, series.at(-1)?.to ?? 1],
    [margin.left, Math.max(margin.left + 1, width - margin.right)],
  );
  const y = scaleLinear([0, max(series, bin => bin.count) || 1], [height - margin.bottom, margin.top]).nice(
    3,
  );
  const table = {
    headers: [unit ? `Range (${unit})` : 'Range', 'Count'],
    rows: series.map(bin => [`${formatNumber(bin.from)} to ${formatNumber(bin.to)}`, formatCount(bin.count)]),
  };
  return (
    <ChartFrame title={title} table={table}>
      <svg
        ref={ref}
        role="img"
        aria-label={`${title}: histogram; the table below has the figures`}
        width="100%"
        height={height}
        style={{ display: 'block' }}
      >
        <YAxis scale={y} from={margin.left} to={width - margin.right} unit="" />
        {series.map(bin => (
          <rect
            key={bin.from}
            x={x(bin.from) + 0.5}
            width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
            y={y(bin.count)}
            height={y(0) - y(bin.count)}
            rx={2}
            fill={chartColour(0)}
          >
            <title>{`${formatNumber(bin.from)} to ${formatNumber(bin.to)} ${unit}: ${formatCount(bin.count)}`}</title>
          </rect>
        ))}
        <XAxis scale={x} y={height - margin.bottom} width={width} />
      </svg>
    </ChartFrame>
  );
}
