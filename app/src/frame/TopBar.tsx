import KeyboardIcon from '@mui/icons-material/KeyboardOutlined';
import MenuIcon from '@mui/icons-material/Menu';
import SearchIcon from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import { useSession } from '@netcrab/plugin-api/frontend';
import { useLocation } from 'react-router';
import { usePageAt } from '../ShellContext';
import { ThemeMenu } from './ThemeMenu';
import { UserMenu } from './UserMenu';
import { commandKey } from './commandKey';

interface Props {
  onMenu: () => void;
  onSearch: () => void;
  onHelp: () => void;
}

export function TopBar({ onMenu, onSearch, onHelp }: Props) {
  const session = useSession();
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1 },
        height: 56,
        padding: { xs: '0 8px', md: '0 24px 0 40px' },
        bgcolor: 'background.default',
        borderBottom: '1px solid var(--mui-palette-divider)',
      }}
    >
      <IconButton onClick={onMenu} aria-label="Open the navigation" sx={{ display: { md: 'none' } }}>
        <MenuIcon />
      </IconButton>
      <SearchButton onClick={onSearch} />
      <Box sx={{ flex: 1 }} />
      <IconButton
        onClick={onHelp}
        aria-label="Keyboard shortcuts"
        sx={{ display: { xs: 'none', sm: 'inline-flex' } }}
      >
        <KeyboardIcon fontSize="small" />
      </IconButton>
      <ThemeMenu />
      {session ? <UserMenu /> : <SignIn />}
    </Box>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <ButtonBase
      onClick={onClick}
      aria-label="Find a page or action"
      aria-keyshortcuts="Control+K Meta+K"
      sx={{
        justifyContent: 'flex-start',
        gap: 1,
        minWidth: 40,
        width: { sm: 320 },
        height: 38,
        paddingInline: 1.25,
        borderRadius: '9px',
        border: { sm: '1px solid var(--mui-palette-divider)' },
        bgcolor: { sm: 'background.paper' },
        color: 'text.secondary',
        fontSize: '0.875rem',
        '&:hover': { color: 'text.primary' },
      }}
    >
      <SearchIcon fontSize="small" />
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        Find a page or action
      </Box>
      <Box
        component="kbd"
        aria-hidden
        sx={{ ml: 'auto', display: { xs: 'none', sm: 'inline' }, fontFamily: 'inherit', fontSize: '0.75rem' }}
      >
        {commandKey()} K
      </Box>
    </ButtonBase>
  );
}

function SignIn() {
  const { pathname, search } = useLocation();
  const signIn = usePageAt('/sign-in');
  if (!signIn || pathname === signIn.path) return null;
  const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
  return (
    <Button href={signIn.path + next} variant="contained" size="small" sx={{ ml: 0.5 }}>
      Sign in
    </Button>
  );
}
