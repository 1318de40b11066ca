import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { Page } from '@netcrab/ui';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { messages } from '../messages';

export const docsPath = '/docs/sdk';

const addresses = Object.entries(messages.nav).map(([id, label]) => ({
  label,
  to: id === '' ? docsPath : `${docsPath}/${id}`,
}));

export interface DocsPageProps {
  title: string;
  subtitle: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the guide: its chapters beside what it says. */
export function DocsPage({ title, subtitle, actions, children }: DocsPageProps) {
  return (
    <Page
      title={title}
      subtitle={subtitle}
      actions={actions}
      crumbs={[{ label: messages.section, to: docsPath }]}
    >
      <Box
        sx={{ display: 'grid', gap: { xs: 3, md: 5 }, gridTemplateColumns: { md: '168px minmax(0, 1fr)' } }}
      >
        <Chapters />
        <Box sx={{ display: 'grid', gap: { xs: 4, md: 6 }, minWidth: 0, alignContent: 'start' }}>
          {children}
        </Box>
      </Box>
    </Page>
  );
}

function Chapters() {
  const { pathname } = useLocation();
  return (
    <Box component="nav" aria-label={messages.chapters} sx={{ minWidth: 0 }}>
      <Box
        component="ul"
        sx={{
          display: 'flex',
          flexDirection: { md: 'column' },
          flexWrap: { xs: 'wrap', md: 'nowrap' },
          gap: 0.5,
          m: 0,
          p: 0,
          listStyle: 'none',
          // Links in lists of prose are underlined; these are navigation.
          '& li a': { textDecoration: 'none' },
          position: { md: 'sticky' },
          top: 80,
        }}
      >
        {addresses.map(({ label, to }) => (
          <li key={to}>
            <Link
              href={to}
              aria-current={pathname === to ? 'page' : undefined}
              sx={{
                display: 'block',
                padding: '6px 10px',
                borderRadius: '8px',
                typography: 'body2',
                color: 'text.secondary',
                '&:hover': { bgcolor: 'action.hover' },
                '&[aria-current]': { color: 'text.primary', fontWeight: 640, bgcolor: 'action.selected' },
              }}
            >
              {label}
            </Link>
          </li>
        ))}
      </Box>
    </Box>
  );
}
