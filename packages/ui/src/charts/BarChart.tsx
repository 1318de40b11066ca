import { max } from 'd3-array';
import Box from '@mui/material/Box';
import { chartColour } from '../theme/colours';
import { formatNumber } from '../values/format';
import { ChartFrame } from './ChartFrame';

export interface BarValue {
  label: string;
  value: number;
  /** Ends of the margin around the value. */
  low?: number;
  high?: number;
}

export interface BarSeries {
  name: string;
  values: readonly BarValue[];
}

export interface BarChartProps {
  title: string;
  /** Several series are grouped by label. */
  series: readonly BarSeries[];
  unit?: string;
  /** How a value is written beside its bar; a number and the unit without it. */
  format?: (value: number) => string;
}

/** Horizontal bars: long labels stay readable, on a phone too. Zero is at the left. */
export function BarChart({
  title,
  series,
  unit = '',
  format = value => `${formatNumber(value)} ${unit}`.trim(),
}: BarChartProps) {
  const labels = [...new Set(series.flatMap(one => one.values.map(value => value.label)))];
  const highest = max(series, one => max(one.values, value => value.high ?? value.value)) || 1;
  const find = (one: BarSeries, label: string) => one.values.find(value => value.label === label);
  const table = {
    headers: ['', ...series.map(one => (unit ? `${one.name} (${unit})` : one.name))],
    rows: labels.map(label => [label, ...series.map(one => describe(find(one, label)))]),
  };
  return (
    <ChartFrame title={title} legend={series.map(one => one.name)} table={table}>
      <Box
        role="img"
        aria-label={`${title}: bar chart; the table below has the figures`}
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(72px, max-content) 1fr',
          alignItems: 'center',
          columnGap: 1.5,
          rowGap: 1,
          typography: 'caption',
        }}
      >
        {labels.map(label => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Box sx={{ maxWidth: { xs: 120, sm: 220 }, overflowWrap: 'anywhere' }}>{label}</Box>
            <Box sx={{ display: 'grid', gap: '3px', minWidth: 0 }}>
              {series.map((one, index) => (
                <Bar
                  key={one.name}
                  value={find(one, label)}
                  highest={highest}
                  colour={chartColour(index)}
                  format={format}
                />
              ))}
            </Box>
          </Box>
        ))}
      </Box>
    </ChartFrame>
  );
}

function Bar(props: {
  value: BarValue | undefined;
  highest: number;
  colour: string;
  format: (value: number) => string;
}) {
  const { value, highest, colour, format } = props;
  if (!value) return <Box sx={{ color: 'text.secondary' }}>–</Box>;
  const share = (amount: number) => Math.max(0, (amount / highest) * 100);
  const { low, high } = value;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <Box sx={{ position: 'relative', flex: 1, height: 16 }}>
        <Box
          sx={{
            width: `${share(value.value)}%`,
            minWidth: 2,
            height: '100%',
            borderRadius: '0 4px 4px 0',
            bgcolor: colour,
          }}
        />
        {low !== undefined && high !== undefined && (
          <Box
            sx={{
              position: 'absolute',
              top: 7,
              left: `${share(low)}%`,
              width: `${share(high) - share(low)}%`,
              height: 2,
              bgcolor: 'text.primary',
            }}
          />
        )}
      </Box>
      <Box component="span" sx={{ flex: 'none', minWidth: 56, textAlign: 'right', fontWeight: 600 }}>
        {format(value.value)}
      </Box>
    </Box>
  );
}

function describe(value: BarValue | undefined): string {
  if (!value) return '–';
  const { low, high } = value;
  const range = low !== undefined && high !== undefined;
  return formatNumber(value.value) + (range ? ` (${formatNumber(low)} to ${formatNumber(high)})` : '');
}
