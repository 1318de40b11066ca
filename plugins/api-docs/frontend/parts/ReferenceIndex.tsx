import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { messages } from '../messages';
import type { Group } from '../reference/reference';
import { guideParts } from './guideParts';
import { MethodBadge } from './MethodBadge';

const linkStyle = {
  display: 'flex',
  gap: 1,
  alignItems: 'baseline',
  minHeight: 28,
  padding: '4px 8px',
  borderRadius: '6px',
  color: 'text.primary',
  fontSize: '0.8125rem',
  textDecoration: 'none',
  overflowWrap: 'anywhere',
  '&:hover': { bgcolor: 'action.hover' },
  '&[aria-current]': { bgcolor: 'action.selected', fontWeight: 600 },
} as const;

/** Jumps to every part; on a phone the list of endpoints itself is the index. */
export function ReferenceIndex({ groups, showGuide }: { groups: readonly Group[]; showGuide: boolean }) {
  const { search, hash } = useLocation();
  const entry = (id: string, label: string, method?: string) => (
    <li key={id}>
      <Box
        component={Link}
        to={{ search, hash: `#${id}` }}
        aria-current={hash === `#${id}` ? 'location' : undefined}
        sx={linkStyle}
      >
        {method && <MethodBadge method={method} />}
        <span>{label}</span>
      </Box>
    </li>
  );
  const list = (title: string, children: ReactNode) => (
    <Box key={title} sx={{ mt: 2 }}>
      <Typography variant="overline" component="p" color="textSecondary" sx={{ px: 1 }}>
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {children}
      </Box>
    </Box>
  );
  return (
    <Box component="nav" aria-label={messages.index} sx={{ display: { xs: 'none', md: 'block' } }}>
      {showGuide &&
        list(
          messages.guide.start,
          guideParts.map(({ id, title }) => entry(id, title)),
        )}
      {groups.map(({ tag, operations }) =>
        list(
          tag,
          operations.map(({ id, method, summary }) => entry(id, summary, method)),
        ),
      )}
    </Box>
  );
}
