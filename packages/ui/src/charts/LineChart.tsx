import { extent, max, min } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { useState, type PointerEvent } from 'react';
import { formatDate, formatNumber } from '../values/format';
import { ChartFrame } from './ChartFrame';
import { LineReadout } from './LineReadout';
import { LineSeriesMarks } from './LineSeriesMarks';
import { XAxis, YAxis } from './axes';
import { lineTable } from './lineTable';
import { useWidth } from './useWidth';

export interface LinePoint {
  /** Epoch ms, or a number when `x` is `number`. */
  x: number;
  /** null leaves a gap. */
  y: number | null;
  /** Ends of the margin around `y`, drawn as a band. */
  low?: number;
  high?: number;
}

export interface LineSeries {
  name: string;
  points: readonly LinePoint[];
}

export interface LineChartProps {
  title: string;
  series: readonly LineSeries[];
  unit?: string;
  x?: 'time' | 'number';
  height?: number;
  /** Whether the vertical axis starts at zero; true for amounts, false for scores that move little. */
  fromZero?: boolean;
}

const margin = { top: 10, right: 12, bottom: 26, left: 48 };

export function LineChart({
  title,
  series,
  unit = '',
  x = 'time',
  height = 220,
  fromZero = true,
}: LineChartProps) {
  const [ref, width] = useWidth<SVGSVGElement>();
  const [at, setAt] = useState<number | null>(null);
  const points = series.flatMap(one => one.points);
  const [first = 0, last = 1] = extent(points, point => point.x);
  const lowest = min(points, point => point.low ?? point.y ?? undefined) ?? 0;
  const highest = max(points, point => point.high ?? point.y ?? undefined) ?? 1;
  const range = [margin.left, Math.max(margin.left + 1, width - margin.right)];
  const xScale = x === 'time' ? scaleUtc([first, last], range) : scaleLinear([first, last], range);
  const yScale = scaleLinear(
    [fromZero ? Math.min(0, lowest) : lowest, highest === lowest ? highest + 1 : highest],
    [height - margin.bottom, margin.top],
  ).nice(4);
  const showX = x === 'time' ? formatDate : (value: number) => formatNumber(value);

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const offset = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const wanted = Number(xScale.invert(offset));
    const nearest = min(points, each => Math.abs(each.x - wanted));
    setAt(points.find(each => Math.abs(each.x - wanted) === nearest)?.x ?? null);
  };
  return (
    <ChartFrame title={title} legend={series.map(one => one.name)} table={lineTable(series, unit, x, showX)}>
      <svg
        ref={ref}
        role="img"
        aria-label={`${title}: line chart of ${series.map(one => one.name).join(', ')}; the table below has the figures`}
        width="100%"
        height={height}
        style={{ display: 'block', overflow: 'visible', touchAction: 'pan-y' }}
        onPointerMove={point}
        onPointerLeave={() => setAt(null)}
      >
        <YAxis scale={yScale} from={margin.left} to={width - margin.right} unit={unit} />
        <XAxis scale={xScale} y={height - margin.bottom} width={width} />
        {series.map((one, index) => (
          <LineSeriesMarks
            key={one.name}
            index={index}
            points={one.points}
            x={value => xScale(value)}
            y={value => yScale(value)}
          />
        ))}
        {at !== null && (
          <LineReadout
            at={xScale(at)}
            label={showX(at)}
            width={width}
            top={margin.top}
            bottom={height - margin.bottom}
            values={series.map(one => {
              const value = one.points.find(each => each.x === at)?.y;
              return {
                name: one.name,
                y: value,
                text: value === undefined || value === null ? '–' : `${formatNumber(value)} ${unit}`.trim(),
              };
            })}
            y={value => yScale(value)}
          />
        )}
      </svg>
    </ChartFrame>
  );
}
