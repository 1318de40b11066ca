import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Slot, type PortalSession } from '@netcrab/plugin-api/frontend';
import { CardGrid, homeAttention, Page, Section } from '@netcrab/ui';
import { Link } from 'react-router';
import { useShell } from '../ShellContext';
import { admissionTo, type DeclaredPage } from '../declarations';
import { plainPath } from '../navigation';
import { shortcutPaths } from './shortcuts';

const atMost = 6;

export function SignedInHome({ session }: { session: PortalSession }) {
  const { pages, loaded } = useShell();
  const shortcuts = shortcutPaths
    .flatMap(({ path, why }) => {
      const page = pages.find(one => plainPath(one) === path && admissionTo(one, session) === 'open');
      return page ? [{ page, path, why }] : [];
    })
    .slice(0, atMost);
  return (
    <Page
      title={`Welcome, ${session.user.name.split(' ')[0] ?? session.user.name}`}
      subtitle={
        session.org ? `You act for ${session.org.name}.` : 'You do not belong to an organisation yet.'
      }
    >
      <Section title="Needs your attention">
        <Stack
          sx={{
            gap: 1.5,
            // Fills decide for themselves whether they have something to say, and are hidden while they do not know; the
            // calm line shows when none does.
            '&:not(:has(> :not([data-calm]))) > [data-calm]': { display: 'block' },
          }}
        >
          <Slot of={homeAttention} props={{}} loading={<span hidden />} />
          {loaded && (
            <Typography data-calm="" variant="body2" color="textSecondary" sx={{ display: 'none' }}>
              Nothing waits for you right now.
            </Typography>
          )}
        </Stack>
      </Section>
      {loaded && shortcuts.length > 0 && (
        <Section title="Go on with">
          <CardGrid label="Shortcuts" min={280}>
            {shortcuts.map(shortcut => (
              <ShortcutCard key={shortcut.path} {...shortcut} />
            ))}
          </CardGrid>
        </Section>
      )}
    </Page>
  );
}

function ShortcutCard({ page, path, why }: { page: DeclaredPage; path: string; why: string }) {
  const Icon = page.nav?.icon;
  return (
    <Box
      component={Link}
      to={path}
      sx={{
        display: 'grid',
        gridTemplateColumns: 'auto 1fr',
        columnGap: 1.5,
        alignItems: 'center',
        alignContent: 'center',
        padding: 2,
        color: 'text.primary',
        textDecoration: 'none',
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: '12px',
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Box aria-hidden sx={{ display: 'grid', color: 'secondary.main', gridRow: 'span 2' }}>
        {Icon && <Icon fontSize="small" />}
      </Box>
      <Typography variant="h3" component="span">
        {page.title}
      </Typography>
      <Typography variant="body2" color="textSecondary" component="span">
        {why}
      </Typography>
    </Box>
  );
}
