import CheckIcon from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { useSession } from '@netcrab/plugin-api/frontend';
import { Command } from 'cmdk';
import { useNavigate } from 'react-router';
import { useShell } from '../ShellContext';
import { useActions } from '../actions';
import { paletteStyle } from './paletteStyle';
import { palettePages } from './palettePages';

/** Every page this viewer may open and everything the shell can do, found by typing. */
export default function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const session = useSession();
  const { pages } = useShell();
  const actions = useActions();
  const navigate = useNavigate();
  const choose = (run: () => unknown) => () => {
    onClose();
    run();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      slotProps={{
        paper: {
          'aria-label': 'Find a page or action',
          sx: { width: 'min(600px, calc(100vw - 32px))', m: 0, position: 'absolute', top: '12vh' },
        },
      }}
      maxWidth={false}
    >
      <Box component={Command} label="Find a page or action" loop sx={paletteStyle}>
        <Command.Input placeholder="Find a page or action" autoFocus />
        <Command.List label="Pages and actions">
          <Command.Empty>Nothing matches. Try a shorter word.</Command.Empty>
          <Command.Group heading="Pages">
            {palettePages(pages, session).map(({ page, path, section }) => (
              <Command.Item
                key={page.path}
                value={`${page.title} ${path}`}
                keywords={[...(page.keywords ?? []), section]}
                onSelect={choose(() => navigate(path))}
              >
                {page.title}
                <Box component="span" sx={{ ml: 'auto', typography: 'caption', color: 'text.secondary' }}>
                  {section}
                </Box>
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading="Actions">
            {actions.map(action => (
              <Command.Item
                key={action.id}
                value={`${action.title} ${action.id}`}
                keywords={[...action.keywords]}
                onSelect={choose(() => action.run())}
              >
                {action.title}
                {action.current && <CheckIcon fontSize="small" sx={{ ml: 'auto' }} titleAccess="current" />}
              </Command.Item>
            ))}
            <Command.Item value="Keyboard shortcuts" keywords={['help', 'keys']} onSelect={choose(onHelp)}>
              Keyboard shortcuts
            </Command.Item>
          </Command.Group>
        </Command.List>
      </Box>
    </Dialog>
  );
}
