import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';
import { FailureBoundary } from '../query/FailureBoundary';

export interface SectionProps {
  title?: string;
  description?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  /** `card`: on its own ground, with a border. */
  variant?: 'plain' | 'card';
  /** For links to this part of the page. */
  id?: string;
  children: ReactNode;
}

/** A titled part of a page. What breaks inside it breaks alone. */
export function Section({ title, description, actions, variant = 'plain', id, children }: SectionProps) {
  const headingId = useId();
  return (
    <Box
      component="section"
      id={id}
      aria-labelledby={title ? headingId : undefined}
      sx={[
        { minWidth: 0 },
        variant === 'card' && {
          bgcolor: 'background.paper',
          border: '1px solid var(--mui-palette-divider)',
          borderRadius: '12px',
          padding: { xs: 2, md: 3 },
        },
      ]}
    >
      {(title || actions) && (
        <Stack
          direction="row"
          sx={{ mb: 2, gap: 1.5, flexWrap: 'wrap', alignItems: 'flex-end', justifyContent: 'space-between' }}
        >
          <Box sx={{ minWidth: 0, flex: '1 1 260px' }}>
            {title && (
              <Typography variant="h2" id={headingId}>
                {title}
              </Typography>
            )}
            {description && (
              <Typography
                variant="body2"
                component="div"
                color="textSecondary"
                sx={{ mt: 0.5, maxWidth: '76ch' }}
              >
                {description}
              </Typography>
            )}
          </Box>
          {actions && (
            <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
              {actions}
            </Stack>
          )}
        </Stack>
      )}
      <FailureBoundary>{children}</FailureBoundary>
    </Box>
  );
}
