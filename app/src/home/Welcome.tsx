import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Slot } from '@netcrab/plugin-api/frontend';
import { homeFeatured, Page } from '@netcrab/ui';
import { usePageAt } from '../ShellContext';
import { Margins } from './Margins';
import { audiences, type Audience } from './audiences';

/** Signed out: what this is, on one screen. */
export function Welcome() {
  return (
    <Page
      title="How software gets used, without the people in it"
      subtitle="NetCrab turns clicks, navigation and task timings into data packs that compare many companies. No names, no content, no single company: only patterns that many organisations share."
    >
      <Margins />
      <Box
        component="ul"
        sx={{
          display: 'grid',
          gap: { xs: 3, md: 5 },
          gridTemplateColumns: { md: 'repeat(3, 1fr)' },
          m: 0,
          p: 0,
          listStyle: 'none',
        }}
      >
        {audiences.map((audience, index) => (
          <AudienceCard key={audience.id} audience={audience} first={index === 0} />
        ))}
      </Box>
      <Slot of={homeFeatured} props={{}} />
    </Page>
  );
}

function AudienceCard({ audience, first }: { audience: Audience; first: boolean }) {
  const page = usePageAt(...audience.paths);
  return (
    <Box component="li" sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start' }}>
      <Typography variant="caption" color="secondary" sx={{ fontWeight: 650 }}>
        {audience.who}
      </Typography>
      <Typography variant="h2" sx={{ mt: 0.25 }}>
        {audience.promise}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 0.75, mb: 2, maxWidth: '48ch' }}>
        {audience.detail}
      </Typography>
      {page && (
        <Button
          href={page.path.replace(/\/\*$/, '')}
          variant={first ? 'contained' : 'outlined'}
          color={first ? 'secondary' : 'primary'}
          sx={{ mt: 'auto' }}
        >
          {audience.callToAction}
        </Button>
      )}
    </Box>
  );
}
