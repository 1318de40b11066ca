import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { ErrorPanel, Section } from '@netcrab/ui';
import { createPortal } from 'react-dom';
import { playgroundMessages } from '../../playgroundMessages';
import { OrdersApp } from './OrdersApp';
import type { Playground } from './usePlayground';

const text = playgroundMessages.frame;

const asksForPrivacy = () =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true ||
  navigator.doNotTrack === '1';

/** The app in its own page, where the SDK sees nothing of the portal. */
export function AppFrame({ playground }: { playground: Playground }) {
  const { body, netcrab, failure, onLoad, go } = playground;
  return (
    <Section title={text.title} description={text.description}>
      {asksForPrivacy() && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {text.private}
        </Alert>
      )}
      {failure && <ErrorPanel error={failure} title={text.failed} />}
      <Box
        component="iframe"
        src="/sdk/playground"
        title={text.label}
        onLoad={event => onLoad(event.currentTarget)}
        sx={{
          width: '100%',
          height: 380,
          border: '1px solid var(--mui-palette-divider)',
          borderRadius: '12px',
          bgcolor: 'common.white',
        }}
      />
      {body && netcrab && createPortal(<OrdersApp netcrab={netcrab} go={go} />, body)}
    </Section>
  );
}
