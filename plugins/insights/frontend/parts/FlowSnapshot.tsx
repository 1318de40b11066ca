import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Filters } from '../../contract';
import { QueryView } from '@netcrab/ui';
import { useTopFlows } from '../api';
import { messages } from '../messages';
import { Explained } from './Explained';

const shown = 4;

/** The paths most sessions take, in a few lines. */
export function FlowSnapshot({ query }: { query: Filters }) {
  const flows = useTopFlows({ ...query, steps: 4 });
  return (
    <QueryView
      query={flows}
      isEmpty={({ total }) => total === 0}
      empty={<Typography variant="body2">{messages.empty.nothingBody}</Typography>}
    >
      {({ about, flows: all }) => (
        <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25 }}>
          {all.slice(0, shown).map(({ screens, share }) => (
            <Box
              component="li"
              key={screens.join('>')}
              sx={{ display: 'flex', gap: 2, justifyContent: 'space-between' }}
            >
              <Typography variant="body2" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                {screens.join(' → ')}
              </Typography>
              <Typography variant="body2" component="span" sx={{ flex: 'none', fontWeight: 600 }}>
                <Explained metric="flowShare" about={about} figure={share} />
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </QueryView>
  );
}
