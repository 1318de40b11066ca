import { formatNumber } from '../values/format';
import type { TableData } from './ChartTable';
import type { LineSeries } from './LineChart';

/** One row per x, one column per series, the margin in words where there is one. */
export function lineTable(
  series: readonly LineSeries[],
  unit: string,
  x: 'time' | 'number',
  showX: (value: number) => string,
): TableData {
  const xs = [...new Set(series.flatMap(one => one.points.map(point => point.x)))].sort((a, b) => a - b);
  const byX = series.map(one => new Map(one.points.map(point => [point.x, point])));
  return {
    headers: [
      x === 'time' ? 'Date' : 'Value',
      ...series.map(one => (unit ? `${one.name} (${unit})` : one.name)),
    ],
    rows: xs.map(value => [
      showX(value),
      ...byX.map(points => {
        const point = points.get(value);
        if (!point || point.y === null) return '–';
        const { low, high } = point;
        const range = low !== undefined && high !== undefined;
        return formatNumber(point.y) + (range ? ` (${formatNumber(low)} to ${formatNumber(high)})` : '');
      }),
    ]),
  };
}
