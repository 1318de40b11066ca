import CloseIcon from '@mui/icons-material/Close';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import { Sidebar } from './Sidebar';

/** The sidebar where there is no room for it. */
export default function PhoneDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer
      open
      onClose={onClose}
      sx={{ display: { md: 'none' } }}
      slotProps={{
        paper: {
          'aria-label': 'Navigation',
          sx: { width: 'min(300px, 86vw)', bgcolor: 'frame.bg', color: 'frame.text' },
        },
      }}
    >
      <IconButton
        onClick={onClose}
        aria-label="Close the navigation"
        sx={{ position: 'absolute', top: 12, right: 10, color: 'frame.text' }}
      >
        <CloseIcon />
      </IconButton>
      <Sidebar onNavigate={onClose} />
    </Drawer>
  );
}
