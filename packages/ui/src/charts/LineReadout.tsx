import { chartColour } from '../theme/colours';

interface Props {
  at: number;
  label: string;
  values: readonly { name: string; y: number | null | undefined; text: string }[];
  y: (value: number) => number;
  width: number;
  top: number;
  bottom: number;
}

const boxWidth = 168;
const lineHeight = 18;

/** What lies under the pointer: a rule, a dot per series and the figures. */
export function LineReadout({ at, label, values, y, width, top, bottom }: Props) {
  const boxHeight = lineHeight * (values.length + 1) + 12;
  const left = at + boxWidth + 12 > width ? at - boxWidth - 12 : at + 12;
  return (
    <g pointerEvents="none" fontSize={12}>
      <line
        x1={at}
        x2={at}
        y1={top}
        y2={bottom}
        stroke="var(--mui-palette-text-secondary)"
        strokeDasharray="2 3"
      />
      {values.map(
        (value, index) =>
          typeof value.y === 'number' && (
            <circle
              key={value.name}
              cx={at}
              cy={y(value.y)}
              r={4}
              fill={chartColour(index)}
              stroke="var(--mui-palette-background-paper)"
              strokeWidth={2}
            />
          ),
      )}
      <g transform={`translate(${left} ${top})`}>
        <rect
          width={boxWidth}
          height={boxHeight}
          rx={8}
          fill="var(--mui-palette-background-paper)"
          stroke="var(--mui-palette-divider)"
        />
        <text x={10} y={lineHeight} fill="var(--mui-palette-text-secondary)">
          {label}
        </text>
        {values.map((value, index) => (
          <g key={value.name} transform={`translate(10 ${lineHeight * (index + 2)})`}>
            <rect y={-9} width={9} height={9} rx={2} fill={chartColour(index)} />
            <text x={15} fill="var(--mui-palette-text-primary)" fontWeight={600}>
              {value.text}
            </text>
          </g>
        ))}
      </g>
    </g>
  );
}
