import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { chartColour } from '../theme/colours';
import { ChartTable, type TableData } from './ChartTable';

interface Props {
  title: string;
  /** Names of the series, when there are several. */
  legend?: readonly string[];
  table: TableData;
  children: ReactNode;
}

/** A chart with its title, its legend and the same figures as a table. */
export function ChartFrame({ title, legend = [], table, children }: Props) {
  return (
    <Box component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Box
        component="figcaption"
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.5, mb: 1, typography: 'h4' }}
      >
        {title}
        {legend.length > 1 && (
          <Box
            component="span"
            sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, typography: 'caption' }}
          >
            {legend.map((name, index) => (
              <Box
                component="span"
                key={name}
                sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}
              >
                <Box
                  component="span"
                  aria-hidden
                  sx={{ width: 10, height: 10, borderRadius: '3px', bgcolor: chartColour(index) }}
                />
                {name}
              </Box>
            ))}
          </Box>
        )}
      </Box>
      {children}
      <ChartTable title={title} {...table} />
    </Box>
  );
}
