import { area, line } from 'd3-shape';
import { chartColour } from '../theme/colours';
import type { LinePoint } from './LineChart';

interface Props {
  index: number;
  points: readonly LinePoint[];
  x: (value: number) => number;
  y: (value: number) => number;
}

/** Series differ by dash as well as by colour. */
const dashes = [undefined, '6 4', '2 3', '9 3 2 3', '4 4', '1 4'];

export function LineSeriesMarks({ index, points, x, y }: Props) {
  const present = points.flatMap(({ y: value, ...rest }) => (value === null ? [] : [{ ...rest, y: value }]));
  const drawLine = line<LinePoint>()
    .defined(point => point.y !== null)
    .x(point => x(point.x))
    .y(point => y(point.y ?? 0));
  const drawBand = area<LinePoint>()
    .defined(point => point.low !== undefined && point.high !== undefined)
    .x(point => x(point.x))
    .y0(point => y(point.low ?? 0))
    .y1(point => y(point.high ?? 0));
  const colour = chartColour(index);
  return (
    <g>
      <path d={drawBand(points) ?? undefined} fill={colour} opacity={0.14} />
      <path
        d={drawLine(points) ?? undefined}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeDasharray={dashes[index % dashes.length]}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {present.length === 1 &&
        present.map(point => <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={3.5} fill={colour} />)}
    </g>
  );
}
