import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useSession } from '@netcrab/plugin-api/frontend';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useShell } from '../ShellContext';
import { actionItems, useActions } from '../actions';
import { navigationOf, plainPath } from '../navigation';
import { useDropMenu } from './useDropMenu';

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map(word => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();

/** Who is signed in, the settings, and the way out. */
export function UserMenu() {
  const session = useSession();
  const { pages } = useShell();
  const navigate = useNavigate();
  const account = actionItems(useActions(), 'account');
  const settings = useMemo(() => {
    const group = navigationOf(pages, session).find(({ section }) => section === 'settings');
    return (group?.pages ?? []).map(page => ({
      id: page.path,
      label: page.nav?.label ?? page.title,
      run: () => navigate(plainPath(page) ?? '/'),
    }));
  }, [pages, session, navigate]);
  const name = session?.user.name ?? '';
  const { button, menu } = useDropMenu(
    [...settings, ...account],
    <Box
      sx={{
        padding: '6px 22px 10px',
        mb: 1,
        maxWidth: 280,
        borderBottom: '1px solid var(--mui-palette-divider)',
      }}
    >
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Box>
      <Box sx={{ typography: 'caption', color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {session?.user.email}
      </Box>
    </Box>,
  );
  return (
    <>
      <IconButton aria-label={`Account of ${name}`} size="small" {...button}>
        <Box
          component="span"
          sx={{
            display: 'grid',
            placeItems: 'center',
            width: 32,
            height: 32,
            borderRadius: '50%',
            fontSize: '0.8125rem',
            fontWeight: 650,
            bgcolor: 'primary.main',
            color: 'primary.contrastText',
          }}
        >
          {initialsOf(name)}
        </Box>
      </IconButton>
      {menu}
    </>
  );
}
