import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { About } from '../../contract';
import { messages } from '../messages';

/** What hovering a number says, for everyone who does not hover. */
export function Definitions({ about }: { about: About }) {
  const { explained } = messages;
  return (
    <Box component="details" sx={{ typography: 'body2', '& summary': { cursor: 'pointer', minHeight: 24 } }}>
      <summary>{explained.definitions}</summary>
      <Box
        component="dl"
        sx={{ mt: 1, mb: 0, maxWidth: '76ch', '& dt': { fontWeight: 640 }, '& dd': { m: 0, mb: 1 } }}
      >
        {Object.entries(about.definitions).map(([id, one]) => (
          <div key={id}>
            <dt>{one.title}</dt>
            <Typography component="dd" variant="body2" color="textSecondary">
              {one.definition}
            </Typography>
          </div>
        ))}
      </Box>
      <Typography variant="body2" color="textSecondary">
        {explained.window(about.window.from, about.window.to)}
        {about.sampleEvery > 1 && ` · ${explained.sample(about.sampleEvery)}`}
      </Typography>
    </Box>
  );
}
