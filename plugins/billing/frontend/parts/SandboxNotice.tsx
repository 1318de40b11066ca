import Box from '@mui/material/Box';
import { useBillingMode } from '../checkoutApi';
import { sandboxMessages } from '../purchaseMessages';

/** On every page of money: nobody should take the sandbox's amounts for real ones. */
export function SandboxNotice() {
  const mode = useBillingMode().data?.mode;
  if (mode === undefined || mode === 'live') return null;
  const { title, body } = sandboxMessages[mode];
  return (
    <Box
      role="note"
      sx={{
        padding: '8px 16px',
        typography: 'body2',
        borderRadius: '10px',
        bgcolor: 'rgba(var(--mui-palette-info-mainChannel) / 0.1)',
        '& > strong': { color: 'info.main', mr: 1 },
      }}
    >
      <strong>{title}</strong> {body}
    </Box>
  );
}
