import Box from '@mui/material/Box';
import { DocsPage } from '../parts/DocsPage';
import { AppFrame } from '../parts/playground/AppFrame';
import { Scores } from '../parts/playground/Scores';
import { Traffic } from '../parts/playground/Traffic';
import { usePlayground } from '../parts/playground/usePlayground';
import { playgroundMessages } from '../playgroundMessages';

/** A small app to use, and what the SDK makes of it. */
export default function PlaygroundPage() {
  const playground = usePlayground();
  return (
    <DocsPage title={playgroundMessages.title} subtitle={playgroundMessages.subtitle}>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { lg: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        <AppFrame playground={playground} />
        <Scores sessions={playground.sessions} />
      </Box>
      <Traffic exchanges={playground.exchanges} />
    </DocsPage>
  );
}
