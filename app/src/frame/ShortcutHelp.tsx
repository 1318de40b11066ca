import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { commandKey } from './commandKey';
import { shortcuts } from './useShortcuts';

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="shortcut-help">
      <DialogTitle id="shortcut-help">Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: '1fr auto',
            rowGap: 1.5,
            m: 0,
            typography: 'body2',
            '& dd': { m: 0 },
            '& kbd': {
              padding: '2px 7px',
              border: '1px solid var(--mui-palette-divider)',
              borderRadius: '6px',
              bgcolor: 'background.sunken',
              fontFamily: 'inherit',
              fontSize: '0.8125rem',
            },
          }}
        >
          {shortcuts.map(({ keys, does }) => (
            <Box key={does} sx={{ display: 'contents' }}>
              <dt>{does}</dt>
              <dd>
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && ' '}
                    <kbd>{key === 'Ctrl' ? commandKey() : key}</kbd>
                  </span>
                ))}
              </dd>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
