import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { useEffect, type ReactNode } from 'react';
import { Crumbs, type Crumb } from './Crumbs';
import { PageTabs, type PageTab } from './PageTabs';
import { useHeadingFocus } from './useHeadingFocus';

export interface PageProps {
  /** The h1, and with the portal's title the document's title. */
  title: string;
  subtitle?: ReactNode;
  /** From the root to the parent; the page itself is not repeated. */
  crumbs?: readonly Crumb[];
  /** Beside the title: the page's main buttons. */
  actions?: ReactNode;
  /** Sub-pages as routes. */
  tabs?: readonly PageTab[];
  children: ReactNode;
}

/** The frame every page starts with. */
export function Page({ title, subtitle, crumbs, actions, tabs, children }: PageProps) {
  const portalTitle = usePortal().boot.title;
  const heading = useHeadingFocus(title);
  useEffect(() => {
    document.title = `${title} · ${portalTitle}`;
  }, [title, portalTitle]);

  return (
    <Box
      sx={{ maxWidth: 1240, marginInline: 'auto', padding: { xs: '20px 16px 64px', md: '32px 40px 96px' } }}
    >
      {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <Box
        component="header"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 2,
          alignItems: 'flex-start',
          justifyContent: 'space-between',
        }}
      >
        <Box sx={{ minWidth: 0, flex: '1 1 320px' }}>
          <Typography variant="h1" ref={heading} tabIndex={-1} sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {subtitle && (
            <Typography
              variant="subtitle1"
              component="div"
              color="textSecondary"
              sx={{ mt: 0.75, maxWidth: '72ch' }}
            >
              {subtitle}
            </Typography>
          )}
        </Box>
        {actions && (
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            {actions}
          </Stack>
        )}
      </Box>
      {tabs && tabs.length > 0 && <PageTabs label={title} tabs={tabs} />}
      <Stack sx={{ mt: 3, gap: { xs: 3, md: 4 } }}>{children}</Stack>
    </Box>
  );
}
