import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ApiError } from '@netcrab/plugin-api/frontend';
import { CopyButton } from '../text/CopyButton';

export interface ErrorPanelProps {
  error: unknown;
  onRetry?: () => void;
  /** What did not work, in the user's words; `This part could not be shown` without it. */
  title?: string;
}

/** What a person can act on; an unexpected error's own message is for developers and stays in the console. */
function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return 'Something unexpected happened while drawing it. Trying again often helps; if not, reload the page.';
}

/** A failure with its remedy: message, code, the request id to copy for support, and another try. */
export function ErrorPanel({ error, onRetry, title = 'This part could not be shown' }: ErrorPanelProps) {
  const api = error instanceof ApiError ? error : null;
  return (
    <Box
      role="alert"
      sx={{
        padding: 2.5,
        borderRadius: '12px',
        border: '1px solid rgba(var(--mui-palette-error-mainChannel) / 0.4)',
        bgcolor: 'rgba(var(--mui-palette-error-mainChannel) / 0.06)',
      }}
    >
      <Typography variant="h3" component="p">
        {title}
      </Typography>
      <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
        {messageOf(error)}
      </Typography>
      <Stack direction="row" sx={{ mt: 1.5, gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
        {onRetry && (
          <Button size="small" variant="outlined" onClick={onRetry}>
            Try again
          </Button>
        )}
        {api && (
          <Typography variant="caption" color="textSecondary">
            Code <code>{api.code}</code>
            {api.requestId && (
              <>
                {' · request '}
                <code>{api.requestId}</code>
              </>
            )}
          </Typography>
        )}
        {api?.requestId && <CopyButton text={api.requestId} label="Copy request id" />}
      </Stack>
    </Box>
  );
}
