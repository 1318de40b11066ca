import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Section } from '@netcrab/ui';
import type { RevenueProjection } from '../../../contract';
import { revenueMessages as text } from '../../earningsMessages';

const formulaParts = ['share', 'low', 'high', 'impact'] as const;

/** The formula behind the range, and what it takes for granted. */
export function ProjectionFormula({
  projection: { formula, assumptions },
}: {
  projection: RevenueProjection;
}) {
  return (
    <Section title={text.formulaTitle} variant="card">
      <Stack sx={{ gap: 2, maxWidth: '80ch' }}>
        <Box
          component="dl"
          sx={{ m: 0, typography: 'body2', '& dt': { fontWeight: 600 }, '& dd': { m: 0, mb: 1 } }}
        >
          {formulaParts.map(part => (
            <div key={part}>
              <dt>{text.formula[part]}</dt>
              <dd>{formula[part]}</dd>
            </div>
          ))}
        </Box>
        <div>
          <Typography variant="h3" sx={{ mb: 0.5 }}>
            {text.assumptions}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5, typography: 'body2', '& li + li': { mt: 0.75 } }}>
            {assumptions.map(line => (
              <li key={line}>{line}</li>
            ))}
          </Box>
        </div>
      </Stack>
    </Section>
  );
}
